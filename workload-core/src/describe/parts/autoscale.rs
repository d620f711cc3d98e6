//! What changes the number of replicas with the load.

mod load;
mod rules;
mod target;

use k8s_openapi::api::autoscaling::v2::{
    CrossVersionObjectReference, HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior,
    HorizontalPodAutoscalerSpec, MetricSpec, MetricTarget, ResourceMetricSource,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use serde::{Deserialize, Serialize};

use super::maps::Labels;
use crate::k8s::literal::{Leaf, Written, find, group_forms};
use crate::k8s::values::{ObjectName, Quantity};
use crate::syntax::text::{Message, filled};

use target::{average, utilization};

pub use load::ContainerLoad;
pub use rules::{Rate, ScalingRules, SelectPolicy};

/// Between how many replicas, and by which load: `autoscale(min = 2, max = 10, cpu = 80)`
/// (article §3.2).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Autoscale {
    name: Option<ObjectName>,
    labels: Labels,
    min: Option<u32>,
    max: u32,
    metrics: Vec<MetricSpec>,
    behavior: Option<HorizontalPodAutoscalerBehavior>,
}

impl Autoscale {
    /// No bounds and no load yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The autoscaler's name; the app's unless said.
    pub fn name(&mut self, name: ObjectName) -> &mut Self {
        self.name = Some(name);
        self
    }

    /// Labels of its own, besides those of the app.
    pub fn labels(&mut self, labels: Labels) -> &mut Self {
        self.labels.0.extend(labels.0);
        self
    }

    /// The fewest replicas; 1 unless said.
    #[doc(alias("minReplicas", "min_replicas"))]
    pub fn min(&mut self, replicas: u32) -> &mut Self {
        self.min = Some(replicas);
        self
    }

    /// The most replicas.
    #[doc(alias("maxReplicas", "max_replicas"))]
    pub fn max(&mut self, replicas: u32) -> &mut Self {
        self.max = replicas;
        self
    }

    /// Processor use to aim at, in percent of what the Pods request.
    pub fn cpu(&mut self, percent: u32) -> &mut Self {
        self.resource("cpu", utilization(percent))
    }

    /// Memory use to aim at, in percent of what the Pods request.
    pub fn memory(&mut self, percent: u32) -> &mut Self {
        self.resource("memory", utilization(percent))
    }

    /// Processor use to aim at, for each Pod: `cpu_value = "500m"`.
    pub fn cpu_value(&mut self, amount: Quantity) -> &mut Self {
        self.resource("cpu", average(&amount))
    }

    /// Memory use to aim at, for each Pod: `memory_value = "512Mi"`.
    pub fn memory_value(&mut self, amount: Quantity) -> &mut Self {
        self.resource("memory", average(&amount))
    }

    /// The load of one container only: `container(name = "api", cpu = 80)`.
    pub fn container(&mut self, load: ContainerLoad) -> &mut Self {
        self.metrics.extend(load.into_metrics());
        self
    }

    /// How fast replicas are added.
    pub fn scale_up(&mut self, rules: ScalingRules) -> &mut Self {
        self.behavior.get_or_insert_default().scale_up = Some(rules.into_raw());
        self
    }

    /// How fast replicas are taken away.
    pub fn scale_down(&mut self, rules: ScalingRules) -> &mut Self {
        self.behavior.get_or_insert_default().scale_down = Some(rules.into_raw());
        self
    }

    /// How many replicas there may be.
    pub(crate) const fn most(&self) -> u32 {
        self.max
    }

    fn resource(&mut self, name: &str, target: MetricTarget) -> &mut Self {
        self.metrics.push(MetricSpec {
            type_: "Resource".to_owned(),
            resource: Some(ResourceMetricSource { name: name.to_owned(), target }),
            ..MetricSpec::default()
        });
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        let Some(max) = find(keys, "max") else {
            return Err(Message::of("an autoscaler needs its most replicas: add `max = 10`"));
        };
        let min = match find(keys, "min") {
            Some(Written::Number(min)) => min,
            _ => 1,
        };
        if let Some(max) = max.number()
            && min > max
        {
            let message =
                Message::of("`min = ").push_number(min).push("` is above `max = ").push_number(max).push("`");
            return Err(message);
        }
        if min == 0 {
            return Err(Message::of(
                "`min` is at least 1: Kubernetes scales to 0 only behind a feature gate",
            ));
        }
        Ok(())
    }

    /// What the autoscaler of the app of that name is called.
    pub(crate) fn name_in(&self, app: &str) -> String {
        self.name.as_ref().map_or_else(|| app.to_owned(), ToString::to_string)
    }

    /// The autoscaler of the workload of that kind and name.
    pub(crate) fn object(&self, kind: &str, name: &str) -> HorizontalPodAutoscaler {
        let spec = HorizontalPodAutoscalerSpec {
            min_replicas: self.min.map(|min| i32::try_from(min).unwrap_or(i32::MAX)),
            max_replicas: i32::try_from(self.max).unwrap_or(i32::MAX),
            metrics: (!self.metrics.is_empty()).then(|| self.metrics.clone()),
            behavior: self.behavior.clone(),
            scale_target_ref: CrossVersionObjectReference {
                api_version: Some("apps/v1".to_owned()),
                kind: kind.to_owned(),
                name: name.to_owned(),
            },
        };
        let metadata = ObjectMeta {
            name: Some(self.name_in(name)),
            labels: filled(&self.labels.0),
            ..ObjectMeta::default()
        };
        HorizontalPodAutoscaler { metadata, spec: spec.into(), ..HorizontalPodAutoscaler::default() }
    }
}

group_forms!(Autoscale: "bounds and a load, such as `autoscale(min = 2, max = 10, cpu = 80)`", check => Autoscale::check);
