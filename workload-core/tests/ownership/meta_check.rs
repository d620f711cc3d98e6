//! What the API server checks of metadata and of options.

use serde_json::{Value, json};

use crate::refusal::{Cause, Refusal};
use crate::request::Request;

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
        if metadata["deletionGracePeriodSeconds"].is_null() && !before["deletionGracePeriodSeconds"].is_null() {
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
            return Err(Refusal::conflict(format!("Operation cannot be fulfilled on {kind} \"{name}\": the {text} in the precondition")));
        }
    }
    Ok(())
}

/// The causes in the metadata of a new object or of a change.
pub fn causes(new: &Value, live: Option<&Value>, is_custom: bool) -> Vec<Cause> {
    let mut causes = Vec::new();
    let metadata = &new["metadata"];
    if let Some(live) = live {
        let before = &live["metadata"];
        for key in ["uid"] {
            if metadata[key] != before[key] {
                causes.push(Cause::new("Invalid", format!("metadata.{key}")));
                causes.push(Cause::new("Invalid", format!("metadata.{key}")));
            }
        }
        if before["deletionTimestamp"].is_null() && !metadata["deletionTimestamp"].is_null() {
            causes.push(Cause::new("Invalid", "metadata.deletionTimestamp"));
            causes.push(Cause::new("Invalid", "metadata.deletionTimestamp"));
        }
        new_finalizers(metadata, before, &mut causes);
    }
    let _ = is_custom;
    for (place, entry) in metadata["managedFields"].as_array().into_iter().flatten().enumerate() {
        if entry["manager"].as_str().unwrap_or_default().len() > 128 {
            causes.push(Cause::new("TooLong", format!("metadata.managedFields[{place}].manager")));
        }
    }
    causes
}

/// An object that is being deleted gets no new finalizers.
fn new_finalizers(metadata: &Value, before: &Value, causes: &mut Vec<Cause>) {
    if !before["deletionTimestamp"].is_string() {
        return;
    }
    let known = before["finalizers"].as_array().cloned().unwrap_or_default();
    let added = metadata["finalizers"].as_array().into_iter().flatten().any(|finalizer| !known.contains(finalizer));
    if added {
        causes.push(Cause::new("Forbidden", "metadata.finalizers"));
        causes.push(Cause::new("Forbidden", "metadata.finalizers"));
    }
    let _ = json!(null);
}
