//! Small things that are asked of an object as JSON.

use crate::k8s::api_group;
use crate::syntax::text::token_name;
use serde_json::Value;

/// The group of an object's API version; empty for the core.
pub(super) fn group_of(object: &Value) -> &str {
    let version = object["apiVersion"].as_str().unwrap_or_default();
    api_group(version)
}

/// Takes the field at a pointer out; an item of a list stays.
pub(super) fn remove(object: &mut Value, pointer: &str) {
    let Some((above, name)) = pointer.rsplit_once('/') else { return };
    if let Some(Value::Object(fields)) = object.pointer_mut(above) {
        fields.remove(&token_name(name));
    }
}
