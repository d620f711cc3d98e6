//! Length, pattern and format of a text.

use crate::syntax::yaml::PathBuilder;
use crate::validate::custom_resources::formats::expected;
use crate::validate::custom_resources::schema::Schema;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds what a schema forbids in `text`; lengths count characters.
pub(super) fn check(schema: &Schema, text: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let length = text.chars().count() as u64;
    if let Some(most) = schema.max_length.filter(|most| length > *most) {
        errors.add(ErrorType::TooLong, at, format!("found {length} characters, expected at most {most}"));
    }
    if let Some(least) = schema.min_length.filter(|least| length < *least) {
        errors.invalid(at, format!("found {length} characters, expected at least {least}"));
    }
    if let Some(pattern) = schema.pattern.as_ref().filter(|pattern| !pattern.matches(text)) {
        errors.invalid(at, format!("`{text}` does not match the pattern `{}`", pattern.text()));
    }
    if let Some(expected) = schema.format.as_deref().and_then(|format| expected(format, text)) {
        errors.add(ErrorType::Type, at, format!("`{text}` is not {expected}"));
    }
}
