//! Claims of storage.

use k8s_openapi::api::core::v1::PersistentVolumeClaim;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a PersistentVolumeClaim.
pub(super) fn check(object: &PersistentVolumeClaim, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
