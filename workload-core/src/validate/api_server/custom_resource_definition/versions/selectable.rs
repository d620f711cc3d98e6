//! The fields by which objects can be selected.

use std::collections::BTreeSet;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{JSONSchemaProps, SelectableField};

use super::super::schema::field_path;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, optional, said};
use crate::validate::api_server::value::at_most_items;
use crate::validate::field_error::FieldErrors;

/// Maximum number of such fields.
const MAX_FIELDS: usize = 8;

/// Checks the fields; `at` is their list.
pub(super) fn check(
    fields: Option<&[SelectableField]>,
    schema: Option<&JSONSchemaProps>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let fields = fields.unwrap_or_default();
    at_most_items(MAX_FIELDS, fields.len(), at, errors);
    let mut seen = BTreeSet::new();
    each(fields, at, errors, |field, at, errors| {
        let (at, path) = (at.field("jsonPath"), field.json_path.as_str());
        if said(path, "a field to select by needs its `jsonPath`", &at, errors) {
            if !seen.insert(path) {
                errors.duplicate(&at, path);
            }
            optional(schema, &at, errors, |schema, at, errors| target(path, schema, at, errors));
        }
    });
}

/// Checks that a path leads to a field whose values can be compared with a text.
fn target(path: &str, schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let message = match field_path::resolve(path, schema, false) {
        None => format!("path `{path}` leads to no field of the schema"),
        Some(found) if matches!(found.type_.as_deref(), Some("string" | "boolean" | "integer")) => return,
        Some(_) => format!("path `{path}` leads to a field that is no string, boolean or integer"),
    };
    errors.invalid(at, message);
}
