//! Manifests as JSON: one object, or a `List` of them as `kubectl` reads it.

use serde_json::{Value, json};

use super::{Manifest, Manifests};

impl Manifest {
    /// The object as a JSON value.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Objects are made of maps with text keys, lists and scalars, all of which have a form.
        serde_json::to_value(&self.object).unwrap_or_default()
    }
}

impl Manifests {
    /// All objects as a `List`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let items: Vec<_> = self.manifests.iter().map(Manifest::to_json).collect();
        json!({ "apiVersion": "v1", "kind": "List", "items": items })
    }
}
