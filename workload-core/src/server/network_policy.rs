//! Network policies.

use k8s_openapi::api::networking::v1::NetworkPolicy;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a NetworkPolicy.
pub(super) fn check(object: &NetworkPolicy, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
