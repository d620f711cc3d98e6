//! Service accounts.

use k8s_openapi::api::core::v1::ServiceAccount;

use super::meta::{self, Naming};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks an account, of which the server looks at nothing but the metadata.
pub(super) fn check(object: &ServiceAccount, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    meta::object(&object.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
}
