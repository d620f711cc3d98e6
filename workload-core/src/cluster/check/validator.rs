//! The crate's own validator, over objects of the kinds that it knows.

use serde_json::{Value, json};

use crate::cluster::check::{job, names};
use crate::cluster::json::without;
use crate::cluster::status::StatusCause;
use crate::syntax::yaml::documents;
use crate::validate::document::check_document;
use crate::validate::field_error::{ErrorType, FieldError};

/// The causes for which the API server refuses a built-in object, however it came about; nothing for
/// a kind that the validator does not know.
pub(super) fn causes(name: &str, object: &Value, is_change: bool) -> Option<Vec<StatusCause>> {
    let mut causes = check(object)?;
    if name == "Job" {
        job::selector(object, &mut causes);
    }
    if is_change {
        causes.retain(|cause| cause.field != "spec.ephemeralContainers");
    }
    let more: Vec<_> = causes.iter().filter_map(|cause| consequence(name, object, cause)).collect();
    causes.extend(more);
    // A change of these has its spec checked twice.
    if is_change && ["Job", "PersistentVolume"].contains(&name) {
        causes.extend(causes.clone());
    }
    after_spec(name, object, is_change, &mut causes);
    Some(causes)
}

/// What the server checks after the spec.
fn after_spec(name: &str, object: &Value, is_change: bool, causes: &mut Vec<StatusCause>) {
    match name {
        "Job" => job::generated_selector(object, causes),
        "PodTemplate" => names::gates(object, causes),
        _ => {}
    }
    names::metadata(object, is_change, causes);
}

/// The validator does not tell of an error that follows from another; the server does.
fn consequence(name: &str, object: &Value, cause: &StatusCause) -> Option<StatusCause> {
    let field = cause.field.as_str();
    let is_mount = field.contains(".volumeDevices[") || field.contains(".volumeMounts[");
    match (cause.reason.strip_prefix("FieldValue")?, field) {
        ("Required", "spec.capacity") => Some(StatusCause::new("NotSupported", field)),
        ("Required", "spec.selector") if object["spec"].get("template").is_some() && name != "Job" => {
            let message = "`selector` does not match template `labels`";
            Some(StatusCause::with_message("Invalid", "spec.template.metadata.labels", message))
        }
        ("Required", "spec.maxReplicas") if name == "HorizontalPodAutoscaler" => {
            Some(StatusCause::new("Invalid", field))
        }
        ("Required", _) if is_mount && field.ends_with("].name") => Some(StatusCause::new("NotFound", field)),
        ("Invalid", _) if name == "Service" && field.ends_with("].port") => target_port(object, field),
        _ => None,
    }
}

/// The target of a port is the port itself, and so is its fault.
fn target_port(service: &Value, field: &str) -> Option<StatusCause> {
    let target = field.replace("].port", "].targetPort");
    let pointer = format!("/{}", target.replace(['.', '['], "/").replace(']', ""));
    (service.pointer(&pointer) == Some(&json!(0))).then(|| StatusCause::new("Invalid", target))
}

/// What the validator says; nothing of a kind that it does not know.
fn check(object: &Value) -> Option<Vec<StatusCause>> {
    let mut object = without(object, &["status"]);
    object["metadata"] = without(&object["metadata"], &["managedFields"]);
    let text = object.to_string();
    let mut causes = Vec::new();
    for document in documents(&text) {
        let Ok(tree) = &document.tree else { continue };
        for checked in check_document(tree, &document.duplicate_keys) {
            if checked.skipped.is_some() {
                return None;
            }
            // To a server, what looks like a placeholder is a value as any other.
            let errors = checked.errors.iter().chain(&checked.unfilled);
            causes.extend(errors.filter_map(cause));
        }
    }
    Some(causes)
}

fn cause(error: &FieldError) -> Option<StatusCause> {
    let reason = error_type(error.error_type)?;
    Some(StatusCause::with_message(reason, error.path.to_string(), &error.message))
}

/// The server's word for an error; none for those of decoding, which are over by now.
fn error_type(error: ErrorType) -> Option<&'static str> {
    Some(match error {
        ErrorType::Required => "Required",
        ErrorType::Invalid => "Invalid",
        ErrorType::Unsupported => "NotSupported",
        ErrorType::Duplicate => "Duplicate",
        ErrorType::NotFound => "NotFound",
        ErrorType::Forbidden => "Forbidden",
        ErrorType::TooLong => "TooLong",
        ErrorType::TooMany => "TooMany",
        _ => return None,
    })
}
