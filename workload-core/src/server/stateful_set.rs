//! StatefulSets.

use k8s_openapi::api::apps::v1::StatefulSet;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a StatefulSet.
pub(super) fn check(object: &StatefulSet, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
