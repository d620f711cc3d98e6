//! A whole custom resource, in the order in which the API server checks it.

use serde_json::Value;

use super::definition::ServedVersion;
use super::{cel, check, defaults, unknown_fields};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds what the server would refuse in `object`, its typed metadata aside.
pub(super) fn check(
    version: &ServedVersion,
    mut object: Value,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let Some(fields) = object.as_object_mut() else {
        errors.add(ErrorType::Type, at, format!("expected a map with the fields of a {}", version.kind));
        return;
    };
    if version.has_status {
        fields.remove("status");
    }
    unknown_fields::check(&version.schema, &object, at, errors);
    defaults::apply(&version.schema, &mut object);
    let before = errors.len();
    check::value(&version.schema, &object, at, errors);
    if errors.len() == before {
        cel::check(version, &object, at, errors);
    }
}
