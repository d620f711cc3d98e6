//! Custom resources as the API server holds them: unknown fields pruned, defaults filled in.

use serde_json::Value;

/// Prunes what the schema of a custom resource does not know; `metadata`, `kind` and `apiVersion`
/// stay. Gives the paths of what is pruned.
pub(crate) fn prune_unknown(object: &mut Value, schema: &Value) -> Vec<String> {
    let mut pruned = Vec::new();
    prune(object, Some(schema), true, "", &mut pruned);
    pruned
}

fn is_true(schema: Option<&Value>, key: &str) -> bool {
    schema.is_some_and(|schema| schema[key] == Value::Bool(true))
}

fn prune(value: &mut Value, schema: Option<&Value>, is_resource: bool, path: &str, pruned: &mut Vec<String>) {
    let keeps_unknown = is_true(schema, "x-kubernetes-preserve-unknown-fields");
    let is_resource = is_resource || is_true(schema, "x-kubernetes-embedded-resource");
    match value {
        Value::Object(map) => map.retain(|key, value| {
            let is_meta = ["apiVersion", "kind", "metadata"].contains(&key.as_str());
            is_resource && is_meta || prune_field(key, value, schema, path, pruned)
        }),
        Value::Array(items) => {
            let inner = schema.and_then(|schema| schema.get("items"));
            for (place, item) in items.iter_mut().enumerate() {
                if inner.is_some() || !keeps_unknown {
                    prune(item, inner, false, &format!("{path}[{place}]"), pruned);
                }
            }
        }
        _ => {}
    }
}

/// Prunes the value of a field; whether the field itself stays.
fn prune_field(
    key: &str,
    value: &mut Value,
    schema: Option<&Value>,
    path: &str,
    pruned: &mut Vec<String>,
) -> bool {
    let below = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let stays = match schema.and_then(|schema| value_schema(schema, key)) {
        Some(inner) => {
            prune(value, Some(inner), false, &below, pruned);
            true
        }
        None => is_true(schema, "x-kubernetes-preserve-unknown-fields"),
    };
    pruned.extend((!stays).then_some(below));
    stays
}

/// The schema of the value at a key.
fn value_schema<'s>(schema: &'s Value, key: &str) -> Option<&'s Value> {
    let property = schema.get("properties").and_then(|properties| properties.get(key));
    property.or_else(|| schema.get("additionalProperties").filter(|values| values.is_object()))
}

fn is_wrong_null(value: Option<&Value>, schema: &Value) -> bool {
    value.is_some_and(Value::is_null) && schema["nullable"] != Value::Bool(true)
}

/// Does the same to every value below, with its schema.
fn each_below(value: &mut Value, schema: &Value, then: fn(&mut Value, &Value)) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                if let Some(inner) = value_schema(schema, key) {
                    then(value, inner);
                }
            }
        }
        Value::Array(items) => {
            let Some(inner) = schema.get("items") else { return };
            for item in items {
                then(item, inner);
            }
        }
        _ => {}
    }
}

/// Takes out nulls that the schema does not allow, unless a default stands for them.
pub(crate) fn drop_nulls(value: &mut Value, schema: &Value) {
    if let Value::Object(map) = value {
        map.retain(|key, value| {
            let Some(inner) = value_schema(schema, key) else { return true };
            !is_wrong_null(Some(value), inner) || inner.get("default").is_some()
        });
    }
    each_below(value, schema, drop_nulls);
}

/// Fills in the defaults of the schema, also for nulls that it does not allow.
pub(crate) fn set_schema_defaults(value: &mut Value, schema: &Value) {
    if let Value::Object(map) = value {
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            let Some(default) = property.get("default") else { continue };
            if !map.contains_key(key) || is_wrong_null(map.get(key), property) {
                map.insert(key.clone(), default.clone());
            }
        }
    }
    each_below(value, schema, set_schema_defaults);
}
