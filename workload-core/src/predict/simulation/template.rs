//! A Pod template, read once for all Pods made from it.

use std::sync::Arc;

use k8s_openapi::api::core::v1::{PodSpec, PodTemplateSpec, Toleration};

use super::host_ports::HostPort;
use super::placement::Placement;
use super::pod_constraints::PodConstraints;
use super::resources::{Resources, ScoredRequests};
use crate::k8s::selector::Labels;

/// What all Pods of one template share.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// The template as it was written, to compare with another.
    pub(crate) written: PodTemplateSpec,
    /// The Pods' labels, those that their owner adds too.
    pub(crate) labels: Labels,
    /// The images, of the containers in order.
    pub(crate) images: Vec<String>,
    /// What a Pod takes on its node.
    pub(crate) requests: Resources,
    /// What it counts as where nodes are scored.
    pub(crate) scored: ScoredRequests,
    /// The ports of its node that it takes.
    pub(crate) host_ports: Vec<HostPort>,
    /// The nodes a Pod may run on.
    pub(crate) placement: Placement,
    /// What it asks of the Pods around it.
    pub(crate) constraints: PodConstraints,
    /// The claims that a Pod mounts by name, not counting those made from a claim template.
    pub(crate) claims: Vec<String>,
    /// Whether containers that ended are started again in their Pod.
    pub(crate) restarts: Restarts,
    /// What has to be taken away before the scheduler looks at a Pod.
    pub(crate) gates: Vec<String>,
}

/// `restartPolicy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restarts {
    Always,
    OnFailure,
    Never,
}

impl Restarts {
    fn read(policy: Option<&str>) -> Self {
        match policy {
            Some("OnFailure") => Self::OnFailure,
            Some("Never") => Self::Never,
            _ => Self::Always,
        }
    }
}

impl Template {
    /// Reads a template.
    pub(crate) fn read(written: &PodTemplateSpec) -> Arc<Self> {
        Self::with_labels(written, Labels::new())
    }

    /// Reads a template whose Pods get some more labels from their owner.
    pub(crate) fn with_labels(written: &PodTemplateSpec, added: Labels) -> Arc<Self> {
        let spec = written.spec.clone().unwrap_or_default();
        let mut labels = written.metadata.as_ref().and_then(|meta| meta.labels.clone()).unwrap_or_default();
        labels.extend(added);
        Arc::new(Self {
            images: spec.containers.iter().filter_map(|container| container.image.clone()).collect(),
            requests: Resources::requested(&spec),
            scored: ScoredRequests::of(&spec),
            host_ports: HostPort::read(&spec),
            placement: Placement::read(&spec),
            constraints: PodConstraints::read(&spec, &labels),
            claims: claims(&spec),
            restarts: Restarts::read(spec.restart_policy.as_deref()),
            gates: spec.scheduling_gates.into_iter().flatten().map(|gate| gate.name).collect(),
            written: written.clone(),
            labels,
        })
    }

    /// Whether Pods of both would be the same.
    pub(crate) fn is_same(self: &Arc<Self>, other: &Arc<Self>) -> bool {
        Arc::ptr_eq(self, other) || self.written == other.written
    }

    /// The image that stands for the Pod: that of the first container.
    pub(crate) fn image(&self) -> &str {
        self.images.first().map_or("", String::as_str)
    }

    /// The tolerations of the Pods.
    pub(crate) fn tolerations(&self) -> &[Toleration] {
        &self.placement.tolerations
    }
}

fn claims(spec: &PodSpec) -> Vec<String> {
    let volumes = spec.volumes.iter().flatten();
    volumes.filter_map(|volume| Some(volume.persistent_volume_claim.as_ref()?.claim_name.clone())).collect()
}
