//! Deployments.

use k8s_openapi::api::apps::v1::Deployment;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a Deployment.
pub(super) fn check(object: &Deployment, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
