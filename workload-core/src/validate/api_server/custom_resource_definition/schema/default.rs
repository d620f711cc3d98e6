//! Defaults, which must meet their own schema.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps;

use super::value;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the default of a schema, where it has one.
pub(super) fn check(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(default) = &schema.default
        && let Some(reason) = value::misfit(&default.0, schema)
    {
        errors.invalid(&at.field("default"), format!("the default does not meet its schema: {reason}"));
    }
}
