//! What the rules over many objects know of an object with Pods.

use k8s_openapi::api::apps::v1::{DeploymentSpec, DeploymentStrategy};
use k8s_openapi::api::core::v1::PersistentVolumeClaim;

use super::claim::ClaimRecord;
use super::container::{ContainerRecords, requests};
use crate::k8s::compact_texts::CompactTexts;
use crate::k8s::selector::CompactLabels;
use crate::k8s::{Object, OptionalField as _, PodTemplateRef};
use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::claims::{UsedClaim, used_claims};
use crate::validate::rules::facts::cron_times::job;
use crate::validate::rules::facts::identity::needs_no_identity;
use crate::validate::rules::facts::injected::{asked, would_stay};
use crate::validate::rules::facts::key_references::{KeyReferences, key_references};
use crate::validate::rules::facts::own_selector::selected_labels;
use crate::validate::rules::facts::placement::on_one_node;
use crate::validate::rules::facts::pod_references::{PodReferences, pod_references};
use crate::validate::rules::facts::replicas::written;
use crate::validate::rules::facts::stateful_sets::{first_ordinal, governing, stateful_set};
use crate::validate::rules::facts::stores::container::{StoreContainer, store_containers};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::volumes;

/// A workload: what its Pods are like, and how they are replaced.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts about the Pods that have nothing to do with each other"
)]
pub(crate) struct WorkloadRecord {
    /// The fields that lead to what holds the `metadata` and `spec` of the Pods; none when it says
    /// nothing of them.
    pub(crate) pod_path: Option<&'static [&'static str]>,
    /// The labels of the Pods.
    pub(crate) labels: CompactLabels,
    /// `spec.replicas`, where it is set.
    pub(crate) replicas: Option<i32>,
    pub(crate) on_one_node: bool,
    /// The claims by name that all Pods share.
    pub(crate) claims: Box<[UsedClaim]>,
    /// The objects by name that the Pods need.
    pub(crate) references: PodReferences,
    /// The keys of ConfigMaps and Secrets that they need.
    pub(crate) keys: KeyReferences,
    /// The labels that its own selector asks for, unless these are the Pods' own.
    other_selector: Option<CompactLabels>,
    /// How many Pods of a Job run at once, where that is set.
    pub(crate) parallelism: Option<i32>,
    /// Whether a Job never ends when a proxy is injected into its Pods.
    pub(crate) stays_with_proxy: bool,
    pub(crate) containers: ContainerRecords,
    /// The resources that the Pods request as a whole.
    pub(crate) requests: CompactTexts,
    pub(crate) has_readiness_gates: bool,
    /// Whether the Pods hold something that two of them may not hold at once.
    pub(crate) holds_something: bool,
    /// `spec.strategy` of a Deployment, where it is set.
    pub(crate) strategy: Option<Box<DeploymentStrategy>>,
    pub(crate) stateful_set: Option<Box<StatefulSetRecord>>,
    /// The containers in which programs known to keep data may run.
    pub(crate) stores: Box<[StoreContainer]>,
}

/// What only a StatefulSet has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatefulSetRecord {
    /// The name of the Service that its Pods are found under.
    pub(crate) governing: Option<Box<str>>,
    /// The number of its first Pod.
    pub(crate) first_ordinal: i64,
    /// Whether its Pods keep nothing, and do not use their own names.
    pub(crate) needs_no_identity: bool,
    /// The names of its claim templates whose volumes one node at a time may mount.
    pub(crate) templates: Box<[Box<str>]>,
}

impl WorkloadRecord {
    /// The record of an object of a kind with Pods; none for other kinds.
    pub(super) fn of(subject: &Subject<'_>) -> Option<Self> {
        let kind = subject.object.kind();
        let pod = subject.pod();
        if pod.is_none() && !matches!(kind, "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet") {
            return None;
        }
        let spec = pod.map(|pod| pod.spec);
        let gates = spec.and_then(|spec| spec.readiness_gates.as_ref());
        let labels = pod.and_then(pod_labels).unwrap_or_default();
        let selector = selected_labels(subject.object).map(CompactLabels::from).unwrap_or_default();
        Some(Self {
            pod_path: pod.map(|pod| pod.path),
            other_selector: (selector != labels).then_some(selector),
            labels,
            replicas: written(subject.object),
            on_one_node: spec.is_some_and(on_one_node),
            claims: used_claims(subject),
            references: pod_references(subject),
            keys: key_references(subject),
            parallelism: job(subject).and_then(|(job, _)| job.parallelism),
            stays_with_proxy: pod.and_then(|pod| pod.meta).and_then(asked).is_none() && would_stay(subject),
            containers: ContainerRecords::of(subject),
            requests: requests(spec.and_then(|spec| spec.resources.as_ref())).into_iter().collect(),
            has_readiness_gates: gates.is_some_and(|gates| !gates.is_empty()),
            holds_something: holds_something(subject),
            strategy: strategy(subject.object),
            stateful_set: StatefulSetRecord::of(subject).map(Box::new),
            stores: store_containers(subject),
        })
    }

    /// The labels that its own selector asks for.
    pub(crate) fn selector(&self) -> &CompactLabels {
        self.other_selector.as_ref().unwrap_or(&self.labels)
    }
}

impl StatefulSetRecord {
    fn of(subject: &Subject<'_>) -> Option<Self> {
        let spec = stateful_set(subject)?;
        Some(Self {
            governing: governing(spec).map(Into::into),
            first_ordinal: first_ordinal(spec),
            needs_no_identity: needs_no_identity(subject, spec),
            templates: templates(subject).iter().filter_map(for_one_node).collect(),
        })
    }
}

/// The name of a claim template whose volumes one node at a time may mount.
fn for_one_node(template: &PersistentVolumeClaim) -> Option<Box<str>> {
    let record = ClaimRecord::of(template.spec.get());
    (record.mode.is_some() && !record.on_its_node)
        .then(|| template.metadata.name.as_deref().map(Into::into))?
}

fn pod_labels(pod: PodTemplateRef<'_>) -> Option<CompactLabels> {
    pod.meta?.labels.as_ref().map(CompactLabels::from)
}

fn holds_something(subject: &Subject<'_>) -> bool {
    let held = |volume: &k8s_openapi::api::core::v1::Volume| {
        volume.persistent_volume_claim.is_some() || volume.host_path.is_some()
    };
    let mut ports = subject.containers().flat_map(|part| part.container.ports.iter().flatten());
    volumes(subject).iter().any(held) || ports.any(|port| port.host_port.is_some())
}

fn strategy(object: &Object) -> Option<Box<DeploymentStrategy>> {
    let Object::Deployment(object) = object else { return None };
    let spec: &DeploymentSpec = object.spec.get()?;
    spec.strategy.clone().map(Box::new)
}
