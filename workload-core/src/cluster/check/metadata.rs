//! What the API server keeps and checks of metadata.

use serde_json::Value;

use crate::cluster::json::{is_terminating, items, text};
use crate::cluster::status::StatusCause;

/// Kinds that leave the check of metadata to the server; the others check it once more.
const CHECKED_ONCE: &[&str] = &[
    "EndpointSlice",
    "LimitRange",
    "PersistentVolume",
    "PodDisruptionBudget",
    "ValidatingWebhookConfiguration",
];

/// The longest name of a field manager, in bytes.
const LONGEST_MANAGER: usize = 128;

/// What a change cannot take from metadata.
pub(crate) fn keep(new: &mut Value, live: &Value) {
    let metadata = &mut new["metadata"];
    let before = &live["metadata"];
    if text(&metadata["uid"]).is_empty() {
        metadata["uid"] = before["uid"].clone();
    }
    metadata["creationTimestamp"] = before["creationTimestamp"].clone();
    if before.get("namespace").is_some() {
        metadata["namespace"] = before["namespace"].clone();
    }
    if is_terminating(live) {
        keep_deletion(metadata, before);
    }
    if let Some(metadata) = metadata.as_object_mut() {
        metadata.retain(|_, value| !value.is_null());
    }
}

fn keep_deletion(metadata: &mut Value, before: &Value) {
    metadata["deletionTimestamp"] = before["deletionTimestamp"].clone();
    if metadata["deletionGracePeriodSeconds"].is_null() {
        metadata["deletionGracePeriodSeconds"] = before["deletionGracePeriodSeconds"].clone();
    }
}

/// The causes in the metadata of a new object or of a change.
pub(super) fn causes(new: &Value, live: Option<&Value>, name: &str) -> Vec<StatusCause> {
    let times = if CHECKED_ONCE.contains(&name) { 1 } else { 2 };
    let mut causes = Vec::new();
    let metadata = &new["metadata"];
    if let Some(live) = live {
        fixed(metadata, live, times, &mut causes);
        new_finalizers(metadata, live, times, &mut causes);
    }
    let times = if live.is_some() { times + 1 } else { 1 };
    for (place, entry) in items(&metadata["managedFields"]).iter().enumerate() {
        if text(&entry["manager"]).len() > LONGEST_MANAGER {
            let field = format!("metadata.managedFields[{place}].manager");
            causes.extend(vec![StatusCause::new("TooLong", field); times]);
        }
    }
    causes
}

/// What never changes.
fn fixed(metadata: &Value, live: &Value, times: usize, causes: &mut Vec<StatusCause>) {
    let mut immutable = |key: &str| {
        let cause = StatusCause::with_message("Invalid", format!("metadata.{key}"), "field is immutable");
        causes.extend(vec![cause; times]);
    };
    if metadata["uid"] != live["metadata"]["uid"] {
        immutable("uid");
    }
    if live["metadata"]["deletionTimestamp"].is_null() && !metadata["deletionTimestamp"].is_null() {
        immutable("deletionTimestamp");
    }
}

/// An object that is being deleted gets no new finalizers.
fn new_finalizers(metadata: &Value, live: &Value, times: usize, causes: &mut Vec<StatusCause>) {
    if !is_terminating(live) {
        return;
    }
    let known = items(&live["metadata"]["finalizers"]);
    if items(&metadata["finalizers"]).iter().any(|finalizer| !known.contains(finalizer)) {
        let message = "no new finalizers can be added if the object is being deleted";
        let cause = StatusCause::with_message("Forbidden", "metadata.finalizers", message);
        causes.extend(vec![cause; times]);
    }
}

/// Owner references that stand twice are written once.
pub(crate) fn owners_once(object: &mut Value) {
    let Some(owners) = object.pointer_mut("/metadata/ownerReferences").and_then(Value::as_array_mut) else {
        return;
    };
    let mut once: Vec<Value> = Vec::new();
    for owner in owners.iter() {
        if !once.contains(owner) {
            once.push(owner.clone());
        }
    }
    *owners = once;
}
