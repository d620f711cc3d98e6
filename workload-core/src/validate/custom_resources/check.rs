//! The constraints of a structural schema, one file for each type of value.

mod combined;
mod embedded;
mod lists;
mod numbers;
mod objects;
mod strings;
mod types;

use serde_json::Value;

use super::schema::Schema;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks a value and everything below it.
pub(super) fn value(schema: &Schema, value: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if value.is_null() && schema.nullable {
        return;
    }
    types::check(schema, value, at, errors);
    combined::allowed_values(schema, value, at, errors);
    match value {
        Value::String(text) => strings::check(schema, text, at, errors),
        Value::Number(number) => numbers::check(schema, number, at, errors),
        Value::Array(items) => {
            lists::check(schema, items, at, errors);
            for (index, item) in items.iter().enumerate() {
                if let Some(schema) = &schema.items {
                    self::value(schema, item, &at.index(index), errors);
                }
            }
        }
        Value::Object(fields) => {
            objects::check(schema, fields, at, errors);
            if schema.is_embedded_resource {
                embedded::check(fields, at, errors);
            }
            for (name, field) in fields {
                if let Some(schema) = schema.property(name) {
                    self::value(schema, field, &at.field(name), errors);
                }
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
    combined::check(schema, value, at, errors, self::value);
}
