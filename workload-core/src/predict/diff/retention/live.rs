//! Objects read from a cluster, and manifests.

use serde_json::Value;

/// Whether it was read from a cluster rather than written by hand.
pub(in super::super) fn is_live(object: &Value) -> bool {
    let has = |pointer: &str| object.pointer(pointer).is_some_and(|value| !value.is_null());
    let fields = ["uid", "creationTimestamp", "resourceVersion", "managedFields", "deletionTimestamp"];
    fields.iter().any(|field| has(&format!("/metadata/{field}")))
        || object.get("status").and_then(Value::as_object).is_some_and(|status| !status.is_empty())
}
