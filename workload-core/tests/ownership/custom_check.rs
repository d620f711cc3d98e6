//! What the API server checks of custom resources by their schema.

use serde_json::Value;

use crate::kinds::Kind;
use crate::refusal::Cause;

pub fn custom(kind: &Kind, new: &Value, live: Option<&Value>, causes: &mut Vec<Cause>) {
    let Kind::Custom(kind, _) = kind else { return };
    let version = new["apiVersion"].as_str().unwrap_or_default();
    let Some(schema) = kind.schema(version) else { return };
    let mut found = Vec::new();
    walk(schema, new, "", &mut found);
    let mut before = Vec::new();
    if let Some(live) = live {
        walk(schema, live, "", &mut before);
    }
    let _ = before;
    causes.extend(found);
    list_types(schema, new, "", causes);
}

fn walk(schema: &Value, value: &Value, path: &str, causes: &mut Vec<Cause>) {
    if value.is_null() && schema["nullable"] == true {
        return;
    }
    if !has_type(schema, value) {
        causes.push(Cause::new("TypeInvalid", path));
        return;
    }
    match value {
        Value::Object(map) => {
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let embedded = schema["x-kubernetes-embedded-resource"] == true;
            let implicit = if embedded { &["apiVersion", "kind"][..] } else { &[] };
            for name in required.chain(implicit.iter().copied()) {
                if !map.contains_key(name) {
                    causes.push(Cause::new("Required", join(path, name)));
                }
            }
            for (key, value) in map {
                let inner = schema["properties"].get(key).or_else(|| schema.get("additionalProperties"));
                if let Some(inner) = inner.filter(|inner| inner.is_object()) {
                    walk(inner, value, &join(path, key), causes);
                }
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                if let Some(inner) = schema.get("items") {
                    walk(inner, item, &format!("{path}[{place}]"), causes);
                }
            }
        }
        Value::String(text)
            if schema["maxLength"].as_u64().is_some_and(|most| text.chars().count() as u64 > most) =>
        {
            causes.push(Cause::new("TooLong", path));
        }
        _ => {}
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
fn list_types(schema: &Value, value: &Value, path: &str, causes: &mut Vec<Cause>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let inner = schema["properties"].get(key).or_else(|| schema.get("additionalProperties"));
                if let Some(inner) = inner {
                    list_types(inner, value, &join(path, key), causes);
                }
            }
        }
        Value::Array(items) => {
            let keys: Vec<&str> = schema["x-kubernetes-list-map-keys"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let id = |item: &Value| match schema["x-kubernetes-list-type"].as_str() {
                Some("map") => Some(keys.iter().map(|key| item[*key].clone()).collect::<Value>()),
                Some("set") => Some(item.clone()),
                _ => None,
            };
            for (place, item) in items.iter().enumerate() {
                let twice = id(item)
                    .is_some_and(|own| items[..place].iter().any(|other| id(other) == Some(own.clone())));
                if twice {
                    causes.push(Cause::new("Duplicate", format!("{path}[{place}]")));
                }
                if let Some(inner) = schema.get("items") {
                    list_types(inner, item, &format!("{path}[{place}]"), causes);
                }
            }
        }
        _ => {}
    }
}
