//! A Pod in a template.

use k8s_openapi::api::core::v1::PodTemplateSpec;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks the metadata and the spec of the Pods that a workload makes; `at` is the template.
pub(super) fn check(template: &PodTemplateSpec, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (template, at, faults);
}
