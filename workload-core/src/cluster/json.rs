//! Reading and changing JSON objects without ceremony.

use serde_json::{Value, json};

/// The text of a value, or nothing.
pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The items of a list; none of anything else.
pub(crate) fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Takes a key out of an object.
pub(crate) fn remove(value: &mut Value, key: &str) -> Option<Value> {
    value.as_object_mut()?.remove(key)
}

/// Sets a key, or takes it out where there is nothing to set.
pub(crate) fn set(value: &mut Value, key: &str, new: Option<Value>) {
    match new {
        Some(new) => value[key] = new,
        None => {
            remove(value, key);
        }
    }
}

/// An object without some of its keys.
pub(crate) fn without(value: &Value, keys: &[&str]) -> Value {
    let mut value = value.clone();
    if let Some(map) = value.as_object_mut() {
        map.retain(|key, _| !keys.contains(&key.as_str()));
    }
    value
}

/// Adds a text to a list of texts that does not hold it.
pub(crate) fn add_once(list: &mut Value, item: &str) {
    let item = json!(item);
    match list.as_array_mut() {
        Some(items) if items.contains(&item) => {}
        Some(items) => items.push(item),
        None => *list = json!([item]),
    }
}

/// The name in an object's metadata.
pub(crate) fn name(object: &Value) -> &str {
    text(&object["metadata"]["name"])
}

/// The namespace in an object's metadata; nothing of what is in none.
pub(crate) fn namespace(object: &Value) -> &str {
    text(&object["metadata"]["namespace"])
}

/// The unique identifier in an object's metadata.
pub(crate) fn uid(object: &Value) -> &str {
    text(&object["metadata"]["uid"])
}

/// Whether an object is being deleted.
pub(crate) fn is_terminating(object: &Value) -> bool {
    object["metadata"]["deletionTimestamp"].is_string()
}
