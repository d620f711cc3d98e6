//! The defaults that the API server fills into objects of built-in kinds.

mod precision;

use crate::k8s::api_group;
use serde_json::Value;

use crate::k8s::defaults::{fill_in, fill_in_first_autoscaler};
use crate::ownership::facts::{Facts, type_name};

/// Fills the defaults into a decoded object of a built-in kind.
pub(crate) fn set_defaults(facts: &Facts, api_version: &str, kind: &str, object: &mut Value) {
    precision::round_amounts(facts, &type_name(api_version, kind), object);
    let Value::Object(fields) = object else { return };
    match (api_version, kind) {
        ("autoscaling/v1", "HorizontalPodAutoscaler") => fill_in_first_autoscaler(fields),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition") => {
            fill_in("apiextensions.k8s.io", kind, fields);
            no_stored_versions(object);
        }
        _ => fill_in(api_group(api_version), kind, fields),
    }
}

/// The versions of a definition that no object was stored in yet are written as null.
fn no_stored_versions(object: &mut Value) {
    let versions = &mut object["status"]["storedVersions"];
    if versions.as_array().is_none_or(Vec::is_empty) {
        *versions = Value::Null;
    }
}
