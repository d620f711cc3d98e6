//! The entries of `metadata.managedFields` in an object and in a request.

use serde_json::{Value, json};

use crate::ownership::endpoint::Endpoint;
use crate::ownership::managed::{Managed, decode, encode};

/// The entries that a request starts from: those that it gives, if they can be read, or else the
/// live ones.
pub(crate) fn requested_entries(endpoint: &Endpoint<'_>, live: &Value, new: &Value) -> Managed {
    let of_live = || decode(entries(live).unwrap_or_default()).unwrap_or_default();
    if !endpoint.subresource.is_empty() {
        return of_live();
    }
    match entries(new) {
        Some([]) => Managed::new(),
        Some([only]) if is_empty_entry(only) => Managed::new(),
        Some(given) => decode(given).ok().filter(|owners| !owners.is_empty()).unwrap_or_else(of_live),
        None => of_live(),
    }
}

fn is_empty_entry(entry: &Value) -> bool {
    let is_zero = |value: &Value| value.is_null() || value == "";
    entry.as_object().is_some_and(|entry| entry.values().all(is_zero))
}

/// The entries of an object; none when the field is absent.
pub(crate) fn entries(object: &Value) -> Option<&[Value]> {
    object["metadata"]["managedFields"].as_array().map(Vec::as_slice)
}

/// The object without its entries.
pub(crate) fn without_entries(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.remove("managedFields");
    }
    object
}

/// The object with these entries.
pub(crate) fn with_entries(mut object: Value, owners: &Managed) -> Value {
    let metadata = object.as_object_mut().map(|object| object.entry("metadata").or_insert_with(|| json!({})));
    if let Some(Value::Object(metadata)) = metadata.filter(|_| !owners.is_empty()) {
        metadata.insert("managedFields".to_owned(), json!(encode(owners)));
    }
    object
}
