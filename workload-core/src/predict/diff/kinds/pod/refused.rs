//! What a Pod keeps for life.

use super::super::super::differences::Difference;
use super::super::super::object_diff::ObjectDiff;
use super::super::super::refusal::Refusal;
use super::super::super::verdict::{Verdict, forbidden};

/// Why a Pod is not changed.
pub(super) const WHY: &str = "A Pod is never changed but replaced; a workload does that by itself.";

/// The refusal of everything that a Pod keeps for life.
pub(super) fn immutable() -> Refusal {
    Refusal::forbidden(
        "spec",
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,\
         `spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),\
         `spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
    )
}

/// Any field that no update changes.
pub(super) fn refused(_: &ObjectDiff, _: &Difference) -> Verdict {
    forbidden(immutable(), WHY)
}
