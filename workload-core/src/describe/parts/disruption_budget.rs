//! How many Pods an eviction must leave.

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use serde::{Deserialize, Serialize};

use super::maps::Labels;
use crate::k8s::literal::{Leaf, find, group_forms, word_forms};
use crate::k8s::values::{Amount, ObjectName};
use crate::syntax::text::{Message, filled};

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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DisruptionBudget {
    raw: PodDisruptionBudgetSpec,
    name: Option<ObjectName>,
    labels: Labels,
}

impl DisruptionBudget {
    /// No bound yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The budget's name; the app's unless said.
    pub fn name(&mut self, name: ObjectName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// Labels of its own, besides those of the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.0.extend(labels.0);
        self
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
    #[doc(alias("unhealthyPodEvictionPolicy", "unhealthy_pod_eviction_policy"))]
    pub fn unhealthy(&mut self, pods: UnhealthyPods) -> &mut Self {
        self.raw.unhealthy_pod_eviction_policy = Some(pods.into());
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        match (find(keys, "min_available"), find(keys, "max_unavailable")) {
            (Some(_), None) | (None, Some(_)) => {}
            (Some(_), Some(_)) => {
                return Err(Message::of("a budget has one bound: keep `min_available` or `max_unavailable`"));
            }
            (None, None) => {
                return Err(Message::of(
                    "a budget needs a bound: add `min_available = 1` or `max_unavailable = 1`",
                ));
            }
        }
        Ok(())
    }

    /// What the budget of the app of that name is called.
    pub(crate) fn name_in(&self, app: &str) -> String {
        self.name.as_ref().map_or_else(|| app.to_owned(), ToString::to_string)
    }

    /// The budget of the Pods that `selector` selects.
    pub(crate) fn object(&self, app: &str, selector: LabelSelector) -> PodDisruptionBudget {
        let spec = PodDisruptionBudgetSpec { selector: Some(selector), ..self.raw.clone() };
        let metadata = ObjectMeta {
            name: Some(self.name_in(app)),
            labels: filled(&self.labels.0),
            ..ObjectMeta::default()
        };
        PodDisruptionBudget { metadata, spec: spec.into(), ..PodDisruptionBudget::default() }
    }
}

group_forms!(DisruptionBudget: "a bound, such as `disruption_budget(min_available = 2)`", check => DisruptionBudget::check);
