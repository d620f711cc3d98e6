//! How a default is written.

use serde_json::{Map, Value};

/// Writes `value` where nothing stands.
pub(super) fn default(map: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    map.entry(key).or_insert_with(|| value.into());
}

/// Goes into the map at `key`, if there is one.
pub(super) fn inside(map: &mut Map<String, Value>, key: &str, then: impl FnOnce(&mut Map<String, Value>)) {
    if let Some(Value::Object(inner)) = map.get_mut(key) {
        then(inner);
    }
}

/// Goes into the map at `key`, which is made if nothing stands there.
pub(super) fn within(map: &mut Map<String, Value>, key: &str, then: impl FnOnce(&mut Map<String, Value>)) {
    default(map, key, Map::new());
    inside(map, key, then);
}

/// Goes into every map of the list at `key`.
pub(super) fn each(map: &mut Map<String, Value>, key: &str, then: impl Fn(&mut Map<String, Value>)) {
    for item in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(item) = item {
            then(item);
        }
    }
}

/// Whether `key` says `text`.
pub(super) fn says(map: &Map<String, Value>, key: &str, text: &str) -> bool {
    map.get(key).and_then(Value::as_str) == Some(text)
}
