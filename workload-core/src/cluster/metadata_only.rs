//! Objects of which only the metadata is told.

use serde_json::{Value, json};

/// The metadata of an object as an object of its own.
pub(crate) fn metadata(object: &Value) -> Value {
    json!({
        "kind": "PartialObjectMetadata",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": object["metadata"],
    })
}
