//! Disruption budgets.

use k8s_openapi::api::policy::v1::PodDisruptionBudget;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a PodDisruptionBudget.
pub(super) fn check(object: &PodDisruptionBudget, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
