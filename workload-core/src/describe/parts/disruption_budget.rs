//! How many Pods an eviction must leave.

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::k8s::literal::{FieldName, FromField, Leaf, find, group_forms, word_forms};
use crate::k8s::values::Amount;

word_forms! {
    /// Which Pods that are not ready may be evicted.
    UnhealthyPods: "what may be evicted" {
        /// Those of an app that has enough ready Pods: Kubernetes' default.
        IfHealthyBudget,
        /// All of them, so that no broken app holds up a drain.
        AlwaysAllow,
    }
}

/// A budget: `disruption_budget(min_available = 2)`.
#[derive(Clone, Debug, Default)]
pub struct DisruptionBudget {
    raw: PodDisruptionBudgetSpec,
}

impl DisruptionBudget {
    /// No bound yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many Pods stay; a percentage rounds up.
    pub fn min_available(&mut self, amount: Amount) -> &mut Self {
        self.raw.min_available = Some(amount.into());
        self
    }

    /// How many Pods may be missing; a percentage rounds up.
    pub fn max_unavailable(&mut self, amount: Amount) -> &mut Self {
        self.raw.max_unavailable = Some(amount.into());
        self
    }

    /// Which Pods that are not ready may be evicted.
    pub fn unhealthy(&mut self, pods: UnhealthyPods) -> &mut Self {
        self.raw.unhealthy_pod_eviction_policy = Some(pods.into());
        self
    }

    #[track_caller]
    const fn check(keys: &'static [Leaf]) {
        match (find(keys, "min_available"), find(keys, "max_unavailable")) {
            (Some(_), None) | (None, Some(_)) => {}
            (Some(_), Some(_)) => panic!("a budget has one bound: keep `min_available` or `max_unavailable`"),
            (None, None) => {
                panic!("a budget needs a bound: add `min_available = 1` or `max_unavailable = 1`")
            }
        }
    }

    /// The budget of the Pods that `selector` selects.
    pub(crate) fn object(&self, name: &str, selector: LabelSelector) -> PodDisruptionBudget {
        let spec = PodDisruptionBudgetSpec { selector: Some(selector), ..self.raw.clone() };
        let metadata = ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() };
        PodDisruptionBudget { metadata, spec: spec.into(), ..PodDisruptionBudget::default() }
    }
}

group_forms!(DisruptionBudget: "a bound, such as `disruption_budget(min_available = 2)`", check => DisruptionBudget::check);

impl FromField<DisruptionBudget> for DisruptionBudget {
    fn from_field(_: &FieldName, budget: &DisruptionBudget) -> Option<Self> {
        Some(budget.clone())
    }
}
