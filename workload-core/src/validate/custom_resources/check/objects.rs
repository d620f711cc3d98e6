//! Required properties, and their number.

use serde_json::{Map, Value};

use crate::syntax::yaml::PathBuilder;
use crate::validate::custom_resources::schema::Schema;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds what a schema forbids of the map as a whole.
pub(super) fn check(
    schema: &Schema,
    fields: &Map<String, Value>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for name in schema.required.iter().filter(|name| !fields.contains_key(name.as_str())) {
        let field = at.field(name);
        let message = format!("`{}` is required", field.path());
        errors.required(&field, message);
    }
    count(schema, fields.len() as u64, at, errors);
}

/// Checks how many entries there are.
fn count(schema: &Schema, length: u64, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(most) = schema.max_properties.filter(|most| length > *most) {
        errors.add(ErrorType::TooMany, at, format!("found {length} entries, expected at most {most}"));
    }
    if let Some(least) = schema.min_properties.filter(|least| length < *least) {
        errors.invalid(at, format!("found {length} entries, expected at least {least}"));
    }
}
