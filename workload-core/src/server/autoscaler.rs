//! Autoscalers.

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a HorizontalPodAutoscaler.
pub(super) fn check(object: &HorizontalPodAutoscaler, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
