//! Fields that a structural schema does not have: what the server prunes, and refuses when it is strict.

use serde_json::{Map, Value};

use super::schema::Schema;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// The fields that every object at the root or embedded in another has.
const OF_EVERY_OBJECT: &[&str] = &["apiVersion", "kind", "metadata"];

/// Adds every field of a root object that `schema` does not have.
pub(super) fn check(schema: &Schema, object: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    below(Some(schema), object, true, at, errors);
}

/// The items of a list that preserves unknown fields preserve them too, and so do lists in it; what
/// lies in a field of an item is pruned again as the field's own schema says.
fn in_preserved(schema: Option<&Schema>, value: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // Without a schema everything is kept.
    let Some(schema) = schema else { return };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_meta = schema.is_embedded_resource && OF_EVERY_OBJECT.contains(&name.as_str());
                if let (false, Some(own)) = (is_meta, schema.property(name)) {
                    below(Some(own), value, own.is_embedded_resource, &at.field(name), errors);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                in_preserved(schema.items.as_deref(), item, &at.index(index), errors);
            }
        }
        _ => {}
    }
}

/// `is_object` says that the value is a whole object, whose metadata is checked by itself.
fn below(
    schema: Option<&Schema>,
    value: &Value,
    is_object: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match value {
        Value::Object(fields) => in_fields(schema, fields, is_object, at, errors),
        Value::Array(_) if schema.is_some_and(|schema| schema.preserves_unknown_fields) => {
            in_preserved(schema, value, at, errors);
        }
        Value::Array(items) => {
            let schema = schema.and_then(|schema| schema.items.as_deref());
            for (index, item) in items.iter().enumerate() {
                let is_object = schema.is_some_and(|schema| schema.is_embedded_resource);
                below(schema, item, is_object, &at.index(index), errors);
            }
        }
        _ => {}
    }
}

fn in_fields(
    schema: Option<&Schema>,
    fields: &Map<String, Value>,
    is_object: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let preserves = schema.is_some_and(|schema| schema.preserves_unknown_fields);
    for (name, value) in fields {
        if is_object && OF_EVERY_OBJECT.contains(&name.as_str()) {
            continue;
        }
        let own = schema.and_then(|schema| schema.property(name));
        let allowed = own.is_some() || schema.is_some_and(Schema::allows_other_properties);
        if allowed {
            // Everything below a value without a schema is kept where unknown fields are.
            if own.is_some() || !preserves {
                let is_object = own.is_some_and(|own| own.is_embedded_resource);
                below(own, value, is_object, &at.field(name), errors);
            }
        } else if !preserves {
            refuse(schema, name, at, errors);
        }
    }
}

fn refuse(schema: Option<&Schema>, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let known: Vec<_> =
        schema.iter().flat_map(|schema| schema.properties.keys().map(String::as_str)).collect();
    let above = at.path().to_string();
    let holder = if above.is_empty() { "an object of this kind".to_owned() } else { format!("`{above}`") };
    let message = format!("{holder} has no field `{name}`");
    let near = errors.nearest(name, &known);
    let error = errors.add(ErrorType::UnknownField, &at.field(name), message);
    if let Some(near) = near {
        error.help(format!("did you mean `{near}`?"));
    }
}
