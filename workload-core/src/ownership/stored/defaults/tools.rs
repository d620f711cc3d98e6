//! How a default is written.

use serde_json::{Map, Value};

pub(super) type Object = Map<String, Value>;

/// Whether nothing, an empty string, list or map stands at a key.
pub(super) fn is_unset(map: &Object, key: &str) -> bool {
    match map.get(key) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        _ => false,
    }
}

/// Writes a value where nothing stands.
pub(super) fn default(map: &mut Object, key: &str, value: impl Into<Value>) {
    if is_unset(map, key) {
        map.insert(key.to_owned(), value.into());
    }
}

/// Writes a value where nothing stands; an empty text is something.
pub(super) fn default_pointer(map: &mut Object, key: &str, value: impl Into<Value>) {
    map.entry(key).or_insert_with(|| value.into());
}

/// Goes into the map at a key, if there is one.
pub(super) fn inside(map: &mut Object, key: &str, then: impl FnOnce(&mut Object)) {
    if let Some(Value::Object(inner)) = map.get_mut(key) {
        then(inner);
    }
}

/// Goes into the map at a key, which is made if nothing stands there.
pub(super) fn within(map: &mut Object, key: &str, then: impl FnOnce(&mut Object)) {
    default(map, key, Map::new());
    inside(map, key, then);
}

/// Goes into every map of the list at a key.
pub(super) fn each(map: &mut Object, key: &str, then: impl Fn(&mut Object)) {
    for item in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(item) = item {
            then(item);
        }
    }
}

/// Whether a text stands at a key.
pub(super) fn says(map: &Object, key: &str, text: &str) -> bool {
    map.get(key).and_then(Value::as_str) == Some(text)
}

/// Whether the list or map at a key is absent or has nothing in it.
pub(super) fn is_empty(map: &Object, key: &str) -> bool {
    match map.get(key) {
        Some(Value::Array(items)) => items.is_empty(),
        Some(Value::Object(inner)) => inner.is_empty(),
        _ => true,
    }
}
