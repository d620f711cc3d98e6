//! What every kind that is validated implements.

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Validation of an object as the API server does it on create.
pub(super) trait Validate {
    /// Adds the errors of this object, whose path is `at`.
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors);
}
