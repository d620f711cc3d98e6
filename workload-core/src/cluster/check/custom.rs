//! What the API server checks of custom resources by their schema.

use serde_json::Value;

use crate::cluster::json::{items, text};
use crate::cluster::status::StatusCause;
use crate::ownership::CustomKind;

/// Adds what the schema of its version has against an object.
pub(super) fn check(kind: &CustomKind, new: &Value, causes: &mut Vec<StatusCause>) {
    if let Some(schema) = kind.schema(text(&new["apiVersion"])) {
        walk(schema, new, "", causes);
        unique_items(schema, new, "", causes);
    }
}

fn walk(schema: &Value, value: &Value, path: &str, causes: &mut Vec<StatusCause>) {
    if value.is_null() && schema["nullable"] == true {
        return;
    }
    if !has_type(schema, value) {
        causes.push(StatusCause::new("TypeInvalid", path));
        return;
    }
    match value {
        Value::Object(_) => required(schema, value, path, causes),
        Value::String(text) if is_too_long(schema, text) => causes.push(StatusCause::new("TooLong", path)),
        _ => {}
    }
    for (schema, value, path) in children(schema, value, path) {
        walk(schema, value, &path, causes);
    }
}

fn is_too_long(schema: &Value, text: &str) -> bool {
    schema["maxLength"].as_u64().is_some_and(|most| text.chars().count() as u64 > most)
}

/// The values inside a value that have a schema, each with its path.
fn children<'a>(schema: &'a Value, value: &'a Value, path: &str) -> Vec<(&'a Value, &'a Value, String)> {
    match value {
        Value::Object(map) => {
            let inner = |key: &str| {
                let inner = schema["properties"].get(key).or_else(|| schema.get("additionalProperties"));
                inner.filter(|inner| inner.is_object())
            };
            map.iter().filter_map(|(key, value)| Some((inner(key)?, value, join(path, key)))).collect()
        }
        Value::Array(list) => {
            let Some(inner) = schema.get("items") else { return Vec::new() };
            let child = |(place, item)| (inner, item, format!("{path}[{place}]"));
            list.iter().enumerate().map(child).collect()
        }
        _ => Vec::new(),
    }
}

fn required(schema: &Value, value: &Value, path: &str, causes: &mut Vec<StatusCause>) {
    let required = items(&schema["required"]).iter().filter_map(Value::as_str);
    let embedded = schema["x-kubernetes-embedded-resource"] == true;
    let implicit = if embedded { &["apiVersion", "kind"][..] } else { &[] };
    for name in required.chain(implicit.iter().copied()) {
        if value.get(name).is_none() {
            causes.push(StatusCause::new("Required", join(path, name)));
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn has_type(schema: &Value, value: &Value) -> bool {
    if schema["x-kubernetes-int-or-string"] == true {
        return value.is_string() || value.is_i64();
    }
    match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64(),
        Some("number") => value.is_number(),
        _ => true,
    }
}

/// Keyed lists and sets hold nothing twice.
fn unique_items(schema: &Value, value: &Value, path: &str, causes: &mut Vec<StatusCause>) {
    let list = items(value);
    for (place, item) in list.iter().enumerate() {
        let own = identity(schema, item);
        if own.is_some() && list[..place].iter().any(|other| identity(schema, other) == own) {
            causes.push(StatusCause::new("Duplicate", format!("{path}[{place}]")));
        }
    }
    for (schema, value, path) in children(schema, value, path) {
        unique_items(schema, value, &path, causes);
    }
}

/// What makes an item of a list one of its own, if anything does.
fn identity(schema: &Value, item: &Value) -> Option<Value> {
    match schema["x-kubernetes-list-type"].as_str()? {
        "map" => Some(
            items(&schema["x-kubernetes-list-map-keys"]).iter().map(|key| item[text(key)].clone()).collect(),
        ),
        "set" => Some(item.clone()),
        _ => None,
    }
}
