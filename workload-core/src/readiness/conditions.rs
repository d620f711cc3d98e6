//! What a live object says of itself: counts and conditions.

use serde_json::Value;

/// A number of an object, 0 where it is not written.
pub(super) fn count(object: &Value, pointer: &str) -> i64 {
    count_or(object, pointer, 0)
}

/// A number of an object, or what counts where it is not written.
pub(super) fn count_or(object: &Value, pointer: &str, default: i64) -> i64 {
    object.pointer(pointer).and_then(Value::as_i64).unwrap_or(default)
}

/// A text of an object, empty where it is not written.
pub(super) fn text<'o>(object: &'o Value, pointer: &str) -> &'o str {
    object.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The items of a list, none where it is not written.
pub(super) fn items<'o>(object: &'o Value, pointer: &str) -> &'o [Value] {
    object.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The condition of a type.
pub(super) fn condition<'o>(object: &'o Value, kind: &str) -> Option<&'o Value> {
    items(object, "/status/conditions").iter().find(|condition| condition["type"] == kind)
}

/// The condition of a type, if it has this status.
pub(super) fn condition_is<'o>(object: &'o Value, kind: &str, status: &str) -> Option<&'o Value> {
    condition(object, kind).filter(|condition| condition["status"] == status)
}

/// What a condition says, in words: its message, or else its reason.
pub(super) fn said(condition: &Value) -> String {
    match (text(condition, "/reason"), text(condition, "/message").trim()) {
        (reason, "") => reason.to_owned(),
        ("", message) => message.to_owned(),
        (reason, message) => format!("{reason}: {message}"),
    }
}

/// That the controller has not looked at the newest generation of an object, if it says which it has
/// seen and is behind.
pub(super) fn unobserved(object: &Value) -> Option<String> {
    let generation = count(object, "/metadata/generation");
    let observed = object.pointer("/status/observedGeneration")?;
    // Some controllers, such as that of Argo Rollouts, write the number as text.
    let observed = observed.as_i64().or_else(|| observed.as_str()?.parse().ok())?;
    (observed < generation).then(|| behind(generation))
}

/// As [`unobserved`], for kinds whose controller always says which generation it has seen.
pub(super) fn not_seen(object: &Value) -> Option<String> {
    let generation = count(object, "/metadata/generation");
    (count(object, "/status/observedGeneration") < generation).then(|| behind(generation))
}

fn behind(generation: i64) -> String {
    format!("its controller has not observed generation {generation} yet")
}

/// `1 Pod`, `3 Pods`.
pub(super) fn pods(number: i64) -> String {
    if number == 1 { "1 Pod".to_owned() } else { format!("{number} Pods") }
}

/// `2 of 3 Pods updated`, if they are fewer than they should be.
pub(super) fn fewer(have: i64, want: i64, word: &str) -> Option<String> {
    (have < want).then(|| format!("{have} of {} {word}", pods(want)))
}
