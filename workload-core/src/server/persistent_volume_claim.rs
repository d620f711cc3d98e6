//! Claims of storage.

use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PersistentVolumeClaimSpec};

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a PersistentVolumeClaim.
pub(super) fn check(object: &PersistentVolumeClaim, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}

/// Checks the spec of a claim, wherever it is made.
pub(super) fn spec(spec: &PersistentVolumeClaimSpec, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (spec, at, faults);
}
