//! Service accounts.

use k8s_openapi::api::core::v1::ServiceAccount;

use super::meta::{self, Naming};
use crate::faults::Faults;
use crate::yaml::At;

/// Checks an account, of which the server looks at nothing but the metadata.
pub(super) fn check(object: &ServiceAccount, at: &At<'_>, faults: &mut Faults) {
    meta::object(&object.metadata, Naming::Subdomain(253), &at.field("metadata"), faults);
}
