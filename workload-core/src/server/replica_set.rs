//! ReplicaSets.

use k8s_openapi::api::apps::v1::ReplicaSet;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a ReplicaSet.
pub(super) fn check(object: &ReplicaSet, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
