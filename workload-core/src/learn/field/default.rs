//! What the API server fills in for a field that is missing.

use serde_json::Value;

use super::group::{group_of, remove};
use crate::k8s::defaults::fill_in;

/// The default of the field at a pointer of an object; none where the server fills in nothing.
pub(super) fn of(object: &Value, pointer: &str) -> Option<Value> {
    let mut without = object.clone();
    remove(&mut without, pointer);
    let kind = object["kind"].as_str()?;
    fill_in(group_of(object), kind, without.as_object_mut()?);
    without.pointer(pointer).filter(|value| !value.is_null()).cloned()
}
