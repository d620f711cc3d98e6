//! JSON merge patch (RFC 7396).

use serde_json::{Map, Value};

/// The object after a merge patch: nulls remove, objects merge, all else replaces.
pub fn merge_patch(object: &Value, patch: &Value) -> Value {
    let Value::Object(patch) = patch else { return patch.clone() };
    let mut out = object.as_object().cloned().unwrap_or_default();
    for (key, value) in patch {
        if value.is_null() {
            out.remove(key);
        } else {
            let before = out.get(key).cloned().unwrap_or(Value::Object(Map::new()));
            out.insert(key.clone(), merge_patch(&before, value));
        }
    }
    Value::Object(out)
}
