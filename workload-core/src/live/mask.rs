//! Secrets are never shown, and that one changes still is.

use serde_json::Value;

use crate::ownership::LAST_APPLIED;

/// Stands for a value that is the same on both sides.
const SAME: &str = "***";

/// The two sides of an object with the data of Secrets hidden: what differs is told apart by a word.
///
/// The annotation of client-side apply is left out where it would tell.
#[must_use]
pub fn masked(before: &Value, after: &Value) -> (Value, Value) {
    let (mut before, mut after) = (before.clone(), after.clone());
    let is_secret = |object: &Value| object["kind"] == "Secret" && object["apiVersion"] == "v1";
    if !is_secret(&before) && !is_secret(&after) {
        return (before, after);
    }
    let (old, new) = (before.clone(), after.clone());
    hide(&mut before, &new, "*** (before)");
    hide(&mut after, &old, "*** (after)");
    (before, after)
}

fn hide(object: &mut Value, other: &Value, word: &str) {
    for field in ["data", "stringData"] {
        for (key, value) in object.get_mut(field).and_then(Value::as_object_mut).into_iter().flatten() {
            let is_same = other.get(field).and_then(|map| map.get(key)) == Some(value);
            *value = Value::from(if is_same { SAME } else { word });
        }
    }
    if let Some(annotations) = object.pointer_mut("/metadata/annotations").and_then(Value::as_object_mut) {
        annotations.remove(LAST_APPLIED);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_hidden_and_changes_are_seen() {
        let secret = |a: &str, c: &str| json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"annotations": {LAST_APPLIED: a}}, "data": {"a": a, "c": c}});
        let (before, after) = masked(&secret("x", "z"), &secret("y", "z"));
        assert_eq!(before["data"], json!({"a": "*** (before)", "c": "***"}));
        assert_eq!(after["data"], json!({"a": "*** (after)", "c": "***"}));
        assert_eq!(before["metadata"]["annotations"], json!({}));
        let (alone, _) = masked(&secret("x", "z"), &Value::Null);
        assert!(!alone.to_string().contains('x'));
        let plain = json!({"kind": "ConfigMap", "apiVersion": "v1", "data": {"a": "b"}});
        assert_eq!(masked(&plain, &plain).0, plain);
    }
}
