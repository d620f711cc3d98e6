//! A bare Pod.

use k8s_openapi::api::core::v1::Pod;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a Pod.
pub(super) fn check(object: &Pod, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
