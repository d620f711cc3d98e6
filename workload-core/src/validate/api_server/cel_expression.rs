//! Expressions in CEL, in admission policies and in the rules of custom resource definitions.

use crate::syntax::yaml::PathBuilder;
use crate::validate::cel::{self, Environment, Type};
use crate::validate::field_error::FieldErrors;

/// A CEL expression whose value has one of the types `wanted`; a blank one is reported as missing elsewhere.
pub(super) fn expression(
    text: &str,
    environment: &Environment,
    wanted: &[Type],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if !text.trim().is_empty()
        && let Err(why) = cel::check(text, environment, wanted)
    {
        errors.invalid(at, why);
    }
}
