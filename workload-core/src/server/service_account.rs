//! Service accounts.

use k8s_openapi::api::core::v1::ServiceAccount;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a ServiceAccount.
pub(super) fn check(object: &ServiceAccount, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
