//! The load of one container among several.

use k8s_openapi::api::autoscaling::v2::{ContainerResourceMetricSource, MetricSpec};

use super::target::utilization;
use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::Name;
use crate::syntax::text::Message;

/// The load of one container: `container(name = "api", cpu = 80)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ContainerLoad {
    name: String,
    cpu: Option<u32>,
    memory: Option<u32>,
}

impl ContainerLoad {
    /// No container yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The container.
    pub fn name(&mut self, name: Name) -> &mut Self {
        self.name = name.into();
        self
    }

    /// Processor use to aim at, in percent of what the container requests.
    pub fn cpu(&mut self, percent: u32) -> &mut Self {
        self.cpu = Some(percent);
        self
    }

    /// Memory use to aim at, in percent of what the container requests.
    pub fn memory(&mut self, percent: u32) -> &mut Self {
        self.memory = Some(percent);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "name").is_none() || (find(keys, "cpu").is_none() && find(keys, "memory").is_none()) {
            return Err(Message::of(
                "a container's load says which and how much: `container(name = \"api\", cpu = 80)`",
            ));
        }
        Ok(())
    }

    pub(super) fn into_metrics(self) -> impl Iterator<Item = MetricSpec> {
        let loads = [("cpu", self.cpu), ("memory", self.memory)];
        let metric = move |(resource, percent): (&str, Option<u32>)| {
            let source = ContainerResourceMetricSource {
                container: self.name.clone(),
                name: resource.to_owned(),
                target: utilization(percent?),
            };
            let type_ = "ContainerResource".to_owned();
            Some(MetricSpec { type_, container_resource: Some(source), ..MetricSpec::default() })
        };
        loads.into_iter().filter_map(metric)
    }
}

group_forms!(ContainerLoad: "`container(name = \"api\", cpu = 80)`", check => ContainerLoad::check, repeats);
