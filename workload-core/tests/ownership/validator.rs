//! The crate's own validator, over objects of the kinds that it knows.

use serde_json::{Value, json};
use workload_core::syntax::yaml::{documents, readable};
use workload_core::validate::document::check_document;
use workload_core::validate::field_error::ErrorType;

use crate::refusal::Cause;

/// The causes for which the API server refuses a built-in object, however it came about.
pub fn causes(name: &str, object: &Value) -> Vec<Cause> {
    match name {
        "ReplicationController" => as_replica_set(&object["spec"], "spec.template"),
        "PodTemplate" => as_replica_set(&json!({"template": object["template"], "replicas": 1}), "template"),
        _ => check(object),
    }
}

/// What holds a Pod template and is not known itself is checked as a `ReplicaSet`.
fn as_replica_set(spec: &Value, place: &str) -> Vec<Cause> {
    let labels = spec["template"]["metadata"]["labels"].clone();
    let labels = if labels.is_object() { labels } else { json!({"app": "x"}) };
    let mut template = spec["template"].clone();
    template["metadata"]["labels"] = labels.clone();
    let set = json!({
        "apiVersion": "apps/v1",
        "kind": "ReplicaSet",
        "metadata": {"name": "web", "namespace": "own-demo"},
        "spec": {"replicas": spec["replicas"], "selector": {"matchLabels": labels}, "template": template},
    });
    let causes = check(&set).into_iter();
    causes.map(|cause| Cause { field: cause.field.replacen("spec.template", place, 1), ..cause }).collect()
}

fn check(object: &Value) -> Vec<Cause> {
    let mut object = object.clone();
    object["metadata"].as_object_mut().unwrap().remove("managedFields");
    object.as_object_mut().unwrap().remove("status");
    let text = object.to_string();
    let text = readable(&text);
    let mut causes = Vec::new();
    for document in documents(&text) {
        let Ok(tree) = &document.tree else { continue };
        for checked in check_document(tree, &document.duplicate_keys) {
            for error in &checked.errors {
                if let Some(reason) = reason(error.error_type) {
                    causes.push(Cause::new(reason, error.path.to_string()));
                }
            }
        }
    }
    causes
}

/// The server's word for an error; none for those of decoding, which are over by now.
fn reason(error: ErrorType) -> Option<&'static str> {
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
