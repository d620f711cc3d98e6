//! DaemonSets.

use k8s_openapi::api::apps::v1::DaemonSet;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a DaemonSet.
pub(super) fn check(object: &DaemonSet, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
