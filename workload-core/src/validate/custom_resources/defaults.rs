//! Defaults of a structural schema, filled in before the schema is checked.
//!
//! A `null` counts as absent where the property is not nullable, so a default takes its place;
//! without a default it is dropped (the server's `PruneNonNullableNullsWithoutDefaults`).

use serde_json::Value;

use super::schema::Schema;

/// Fills in the defaults of everything below `value`, and drops nulls that count as absent.
pub(super) fn apply(schema: &Schema, value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, property) in &schema.properties {
                let absent = fields.get(name).is_none_or(|value| value.is_null() && !property.nullable);
                if let Some(default) = property.default.as_ref().filter(|_| absent) {
                    fields.insert(name.clone(), default.clone());
                }
            }
            fields.retain(|name, value| {
                let drops = schema.property(name).is_some_and(|property| !property.nullable);
                !(value.is_null() && drops)
            });
            for (name, value) in fields.iter_mut() {
                if let Some(property) = schema.property(name) {
                    apply(property, value);
                }
            }
        }
        Value::Array(items) => {
            if let Some(schema) = &schema.items {
                for item in items {
                    apply(schema, item);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_null_is_replaced_dropped_or_kept() {
        let schema = Schema::deserialize(json!({
            "type": "object",
            "properties": {
                "size": {"type": "integer", "default": 3},
                "name": {"type": "string"},
                "note": {"type": "string", "nullable": true},
                "inner": {"type": "object", "properties": {"deep": {"type": "string", "default": "d"}}},
            },
        }))
        .unwrap();
        let mut value = json!({"size": null, "name": null, "note": null, "inner": {}});
        apply(&schema, &mut value);
        assert_eq!(value, json!({"size": 3, "note": null, "inner": {"deep": "d"}}));
    }
}
