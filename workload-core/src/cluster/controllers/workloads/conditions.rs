//! Conditions of a status.

use serde_json::{Value, json};

use crate::cluster::json::{remove, text};

/// Sets a condition; its time of transition changes with its status.
pub(super) fn set_condition(status: &mut Value, kind: &str, value: &str, reason: &str, now: &str) {
    let mut condition = json!({"type": kind, "status": value, "lastTransitionTime": now});
    if !reason.is_empty() {
        condition["reason"] = json!(reason);
    }
    let conditions = &mut status["conditions"];
    if !conditions.is_array() {
        *conditions = json!([]);
    }
    let Some(list) = conditions.as_array_mut() else { return };
    match list.iter_mut().find(|known| known["type"] == kind) {
        Some(known) => {
            if text(&known["status"]) == value {
                condition["lastTransitionTime"] = known["lastTransitionTime"].clone();
            }
            for (key, value) in condition.as_object().into_iter().flatten() {
                known[key] = value.clone();
            }
            if reason.is_empty() {
                remove(known, "reason");
                remove(known, "message");
            }
        }
        None => list.push(condition),
    }
}

/// Takes a condition away.
pub(super) fn remove_condition(status: &mut Value, kind: &str) {
    if let Some(list) = status["conditions"].as_array_mut() {
        list.retain(|known| known["type"] != kind);
    }
}
