//! Strategic merges, as far as the scenarios use them.

use serde_json::Value;

/// Merges a patch into a document: objects key by key, lists of named things by name.
pub fn merge(document: &mut Value, patch: &Value) {
    match (document, patch) {
        (Value::Object(document), Value::Object(patch)) => {
            for (key, value) in patch {
                if value.is_null() {
                    document.remove(key);
                } else {
                    merge(document.entry(key.clone()).or_insert(Value::Null), value);
                }
            }
        }
        (Value::Array(document), Value::Array(patch))
            if patch.iter().all(|item| item["name"].is_string()) =>
        {
            for item in patch {
                match document.iter_mut().find(|old| old["name"] == item["name"]) {
                    Some(old) => merge(old, item),
                    None => document.push(item.clone()),
                }
            }
        }
        (document, patch) => *document = patch.clone(),
    }
}
