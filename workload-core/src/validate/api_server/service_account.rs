//! Service accounts.

use k8s_openapi::api::core::v1::ServiceAccount;

use super::meta::{self, Naming};
use super::validate::Validate;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for ServiceAccount {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
    }
}
