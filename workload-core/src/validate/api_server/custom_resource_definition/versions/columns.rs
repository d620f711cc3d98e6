//! The columns that `kubectl get` prints.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceColumnDefinition;

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::said;
use crate::validate::field_error::{ErrorType, FieldErrors};

const TYPES: [&str; 5] = ["boolean", "date", "integer", "number", "string"];
const FORMATS: [&str; 8] = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

/// Checks the columns; `at` is their list.
pub(super) fn check(
    columns: Option<&[CustomResourceColumnDefinition]>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (index, column) in columns.unwrap_or_default().iter().enumerate() {
        let at = at.index(index);
        said(&column.name, "a column needs a `name`", &at.field("name"), errors);
        if said(&column.type_, "a column needs a `type`", &at.field("type"), errors) {
            word(&column.type_, &TYPES, &at.field("type"), errors);
        }
        if let Some(format) = column.format.as_ref().filter(|format| !format.is_empty()) {
            word(format, &FORMATS, &at.field("format"), errors);
        }
        path(&column.json_path, &at, errors);
    }
}

/// Checks the path to the column's value; `at` is the column.
fn path(path: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let (said_at, at) = (at.field("JSONPath"), at.field("jsonPath"));
    errors.renamed(&said_at, &at, |errors| {
        if said(path, "a column needs a `jsonPath`", &at, errors) && !path.starts_with('.') {
            errors.invalid(&at, format!("path `{path}` does not begin with `.`"));
        }
    });
}

fn word(value: &str, allowed: &[&str], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !allowed.contains(&value) {
        errors.unsupported(at, value, allowed).error_type = ErrorType::Invalid;
    }
}
