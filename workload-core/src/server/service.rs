//! Services.

use k8s_openapi::api::core::v1::Service;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a Service.
pub(super) fn check(object: &Service, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
