//! Whether a value is of the type that its schema names.

use serde_json::{Number, Value};

use crate::syntax::yaml::PathBuilder;
use crate::validate::custom_resources::formats::is_supported;
use crate::validate::custom_resources::schema::Schema;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds an error when `value` has another type.
pub(super) fn check(schema: &Schema, value: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if schema.is_int_or_string {
        if !(value.is_string() || is_integer(value)) {
            refuse("a whole number or a string", value, at, errors);
        }
        return;
    }
    let Some(type_) = schema.type_.as_deref() else { return };
    // The server does not look at the type of a list where the schema names a format of text.
    let has_text_format = schema.format.as_deref().is_some_and(is_supported);
    if value.is_array() && has_text_format && !matches!(type_, "number" | "integer") {
        return;
    }
    let fits = match type_ {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => is_integer(value),
        _ => true,
    };
    if !fits {
        refuse(words(type_), value, at, errors);
    }
}

/// Whether a value is a whole number of 64 bits; `3.0` is one.
fn is_integer(value: &Value) -> bool {
    let whole = |number: &Number| number.as_f64().is_some_and(|float| float.fract() == 0.0);
    value.as_number().is_some_and(|number| number.is_i64() || (!number.is_u64() && whole(number)))
}

fn words(type_: &str) -> &'static str {
    match type_ {
        "object" => "a map",
        "array" => "a list",
        "string" => "a string",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        _ => "a number",
    }
}

fn refuse(expected: &str, value: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let found = match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a bool",
        Value::Number(number) if number.is_f64() => "a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    };
    let error = errors.add(ErrorType::Type, at, format!("expected {expected}, found {found}"));
    if expected == "a string" && matches!(value, Value::Number(_) | Value::Bool(_)) {
        error.help("put it in quotes");
    }
}
