//! How fast replicas change.

use k8s_openapi::api::autoscaling::v2::{HPAScalingPolicy, HPAScalingRules};

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms, word_forms};
use crate::syntax::text::Message;

word_forms! {
    /// Which of several policies counts.
    SelectPolicy: "a choice among policies" {
        /// The one that changes the most.
        Max,
        /// The one that changes the least.
        Min,
        /// None: no scaling in this direction.
        Disabled,
    }
}

/// How fast replicas change: `scale_down(stabilization = 300, pods(count = 1, period = 60))`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ScalingRules {
    raw: HPAScalingRules,
}

impl ScalingRules {
    /// Kubernetes' defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Seconds of past advice that are looked at before replicas change.
    #[doc(alias("stabilizationWindowSeconds", "stabilization_window_seconds"))]
    pub fn stabilization(&mut self, seconds: i32) -> &mut Self {
        self.raw.stabilization_window_seconds = Some(seconds);
        self
    }

    /// Which of several policies counts; the one that changes the most unless said.
    #[doc(alias("selectPolicy", "select_policy"))]
    pub fn select(&mut self, policy: SelectPolicy) -> &mut Self {
        self.raw.select_policy = Some(policy.into());
        self
    }

    /// At most so many Pods in a period.
    pub fn pods(&mut self, rate: Rate) -> &mut Self {
        self.policy("Pods", &rate)
    }

    /// At most so many percent of the Pods in a period.
    pub fn percent(&mut self, rate: Rate) -> &mut Self {
        self.policy("Percent", &rate)
    }

    pub(super) fn into_raw(self) -> HPAScalingRules {
        self.raw
    }

    fn policy(&mut self, kind: &str, rate: &Rate) -> &mut Self {
        self.raw.policies.get_or_insert_default().push(HPAScalingPolicy {
            type_: kind.to_owned(),
            value: rate.count,
            period_seconds: rate.period,
        });
        self
    }
}

group_forms!(ScalingRules: "`scale_down(stabilization = 300, pods(count = 1, period = 60))`");

/// A number in a period of seconds: `pods(count = 1, period = 60)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Rate {
    count: i32,
    period: i32,
}

impl Rate {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many.
    pub fn count(&mut self, count: i32) -> &mut Self {
        self.count = count;
        self
    }

    /// In how many seconds, up to 1800.
    #[doc(alias("periodSeconds", "period_seconds"))]
    pub fn period(&mut self, seconds: i32) -> &mut Self {
        self.period = seconds;
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let (Some(count), Some(period)) = (find(keys, "count"), find(keys, "period")) else {
            return Err(Message::of(
                "a rate says how many in how many seconds: `pods(count = 1, period = 60)`",
            ));
        };
        if let (Some(count), Some(period)) = (count.number(), period.number())
            && (count < 1 || period < 1 || period > 1800)
        {
            return Err(Message::of("`count` is at least 1 and `period` 1-1800 seconds"));
        }
        Ok(())
    }
}

group_forms!(Rate: "`pods(count = 1, period = 60)`", check => Rate::check, repeats);
