//! The metadata of custom resources, of the objects inside them, and of kinds that are only decoded.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

#[cfg(feature = "custom_resources")]
use super::checks::text;
use super::meta::{self, Form, SUBDOMAIN};
#[cfg(feature = "custom_resources")]
use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Adds what the server would refuse in the metadata of an object of a kind of Kubernetes' own.
pub(in crate::validate) fn built_in_metadata(
    meta: &ObjectMeta,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    meta::check(meta, Form::namespaced(SUBDOMAIN), at, errors);
}

/// Adds what the server would refuse in the metadata of a custom resource.
#[cfg(feature = "custom_resources")]
pub(in crate::validate) fn metadata(meta: &ObjectMeta, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    meta::check(meta, Form::namespaced(SUBDOMAIN).any_finalizer(), at, errors);
}

/// Adds what it would refuse in the metadata of an object inside a custom resource: its labels and
/// its namespace, but not its name.
#[cfg(feature = "custom_resources")]
pub(in crate::validate) fn embedded_metadata(
    meta: &ObjectMeta,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    meta::labels(meta.labels.as_ref(), &at.field("labels"), errors);
    if let Some(namespace) = meta.namespace.as_deref().filter(|namespace| !namespace.is_empty()) {
        text(check_label(namespace, "a namespace"), &at.field("namespace"), errors);
    }
}
