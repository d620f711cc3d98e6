//! Values that are listed, and schemas joined by `allOf`, `anyOf`, `oneOf` and `not`.

use serde_json::Value;

use crate::syntax::yaml::PathBuilder;
use crate::validate::custom_resources::schema::Schema;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// How a value is checked against a schema.
type Check = fn(&Schema, &Value, &PathBuilder<'_>, &mut FieldErrors);

/// Adds an error when the schema lists its values and this is none of them.
pub(super) fn allowed_values(schema: &Schema, value: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(allowed) = schema.allowed.as_ref().filter(|allowed| !allowed.contains(value)) else { return };
    let texts: Option<Vec<_>> = allowed.iter().map(Value::as_str).collect();
    if let (Some(text), Some(texts)) = (value.as_str(), texts) {
        errors.unsupported(at, text, &texts);
    } else {
        let listed: Vec<_> = allowed.iter().map(|value| format!("`{value}`")).collect();
        errors.add(ErrorType::Unsupported, at, format!("found `{value}`, expected {}", listed.join(" or ")));
    }
}

/// Adds what the joined schemas of `schema` forbid.
pub(super) fn check(
    schema: &Schema,
    value: &Value,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
    check: Check,
) {
    for part in &schema.all_of {
        check(part, value, at, errors);
    }
    let fits = |part: &Schema| {
        let mut errors = FieldErrors::default();
        check(part, value, at, &mut errors);
        errors.is_empty()
    };
    if !schema.any_of.is_empty() && !schema.any_of.iter().any(fits) {
        errors.invalid(at, "none of the forms that the schema allows here (`anyOf`) fits");
    }
    let fitting = schema.one_of.iter().filter(|part| fits(part)).count();
    if !schema.one_of.is_empty() && fitting != 1 {
        let message = format!("{fitting} of the forms in the schema's `oneOf` fit, expected exactly one");
        errors.invalid(at, message);
    }
    if schema.not.as_deref().is_some_and(fits) {
        errors.invalid(at, "the schema forbids this form (`not`)");
    }
}
