//! What the API server checks of metadata and of options.

use serde_json::Value;

use crate::refusal::{Cause, Refusal};
use crate::request::Request;

/// Kinds that leave the check of metadata to the server.
const CHECKED_ONCE: &[&str] = &[
    "EndpointSlice",
    "LimitRange",
    "PersistentVolume",
    "PodDisruptionBudget",
    "ValidatingWebhookConfiguration",
];

/// What a change cannot take from metadata.
pub fn keep(new: &mut Value, live: &Value) {
    let metadata = &mut new["metadata"];
    let before = &live["metadata"];
    if metadata["uid"].as_str().unwrap_or_default().is_empty() {
        metadata["uid"] = before["uid"].clone();
    }
    metadata["creationTimestamp"] = before["creationTimestamp"].clone();
    if before.get("namespace").is_some() {
        metadata["namespace"] = before["namespace"].clone();
    }
    if before["deletionTimestamp"].is_string() {
        metadata["deletionTimestamp"] = before["deletionTimestamp"].clone();
        if metadata["deletionGracePeriodSeconds"].is_null() && !before["deletionGracePeriodSeconds"].is_null()
        {
            metadata["deletionGracePeriodSeconds"] = before["deletionGracePeriodSeconds"].clone();
        }
    }
    metadata.as_object_mut().unwrap().retain(|_, value| !value.is_null());
}

pub fn delete_options(options: &Value) -> Result<(), Refusal> {
    let policy = options["propagationPolicy"].as_str();
    if options["orphanDependents"].is_boolean() && policy.is_some() {
        return Err(Refusal::invalid(vec![Cause::new("Invalid", "propagationPolicy")]));
    }
    if policy.is_some_and(|policy| !["Foreground", "Background", "Orphan"].contains(&policy)) {
        return Err(Refusal::invalid(vec![Cause::new("NotSupported", "propagationPolicy")]));
    }
    Ok(())
}

pub fn delete_preconditions(request: &Request, live: &Value, options: &Value) -> Result<(), Refusal> {
    let name = live["metadata"]["name"].as_str().unwrap_or_default();
    for (key, text) in [("uid", "UID"), ("resourceVersion", "ResourceVersion")] {
        let wanted = &options["preconditions"][key];
        if wanted.is_string() && *wanted != live["metadata"][key] {
            let kind = &request.kind;
            return Err(Refusal::conflict(format!(
                "Operation cannot be fulfilled on {kind} \"{name}\": the {text} in the precondition"
            )));
        }
    }
    Ok(())
}

/// The causes in the metadata of a new object or of a change.
pub fn causes(new: &Value, live: Option<&Value>, name: &str) -> Vec<Cause> {
    // The server checks metadata for all kinds alike, and most kinds check it once more.
    let times = if CHECKED_ONCE.contains(&name) { 1 } else { 2 };
    let mut causes = Vec::new();
    let metadata = &new["metadata"];
    if let Some(live) = live {
        let before = &live["metadata"];
        for key in ["uid"] {
            if metadata[key] != before[key] {
                causes.extend(vec![Cause::new("Invalid", format!("metadata.{key}")); times]);
            }
        }
        if before["deletionTimestamp"].is_null() && !metadata["deletionTimestamp"].is_null() {
            causes.extend(vec![Cause::new("Invalid", "metadata.deletionTimestamp"); times]);
        }
        new_finalizers(metadata, before, times, &mut causes);
    }
    for (place, entry) in metadata["managedFields"].as_array().into_iter().flatten().enumerate() {
        if entry["manager"].as_str().unwrap_or_default().len() > 128 {
            let times = if live.is_some() { times + 1 } else { 1 };
            causes.extend(vec![
                Cause::new("TooLong", format!("metadata.managedFields[{place}].manager"));
                times
            ]);
        }
    }
    causes
}

/// An object that is being deleted gets no new finalizers.
fn new_finalizers(metadata: &Value, before: &Value, times: usize, causes: &mut Vec<Cause>) {
    if !before["deletionTimestamp"].is_string() {
        return;
    }
    let known = before["finalizers"].as_array().cloned().unwrap_or_default();
    let added =
        metadata["finalizers"].as_array().into_iter().flatten().any(|finalizer| !known.contains(finalizer));
    if added {
        causes.extend(vec![Cause::new("Forbidden", "metadata.finalizers"); times]);
    }
}

/// Owner references that stand twice are written once.
pub fn owners_once(object: &mut Value) {
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
