//! What the rules over many objects know of a `PodDisruptionBudget`.

use k8s_openapi::api::policy::v1::PodDisruptionBudgetSpec;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::selector::CompactSelector;

/// A budget: how many Pods it lets go, and of which.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BudgetRecord {
    /// The field that limits it, and its value. The server lets only one of them be set.
    pub(crate) limit: Option<(&'static str, IntOrString)>,
    pub(crate) selector: Option<CompactSelector>,
}

impl BudgetRecord {
    pub(super) fn of(spec: &PodDisruptionBudgetSpec) -> Self {
        let least = spec.min_available.clone().map(|share| ("minAvailable", share));
        let limit = least.or_else(|| spec.max_unavailable.clone().map(|share| ("maxUnavailable", share)));
        Self { limit, selector: spec.selector.as_ref().map(CompactSelector::from) }
    }
}
