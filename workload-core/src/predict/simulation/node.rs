//! A node: labels, taints, room, and the Pods on it.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::Taint;

use super::host_ports::HostPort;
use super::ids::PodId;
use super::log::ConditionStatus;
use super::resources::{Resources, ScoredRequests};
use crate::k8s::selector::Labels;

/// The taints of a node that says it is not ready, and of one that says nothing.
pub(crate) const NOT_READY: &str = "node.kubernetes.io/not-ready";
pub(crate) const UNREACHABLE: &str = "node.kubernetes.io/unreachable";

/// The taint by which people say that a node is off for good.
pub(crate) const OUT_OF_SERVICE: &str = "node.kubernetes.io/out-of-service";

/// The taint of a cordoned node.
pub(crate) const UNSCHEDULABLE: &str = "node.kubernetes.io/unschedulable";

/// The label of the zone a node is in.
pub(crate) const ZONE: &str = "topology.kubernetes.io/zone";

#[expect(clippy::struct_excessive_bools, reason = "each is a condition of its own")]
/// One node of the cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its labels; `kubernetes.io/hostname` is its name unless it says otherwise.
    pub labels: Labels,
    /// Its taints.
    pub taints: Vec<Taint>,
    /// What it has room for.
    pub room: Resources,
    /// Whether it is cordoned.
    pub unschedulable: bool,
    /// Whether volumes are attached to it and detached, as block storage is, or can be used by
    /// several nodes at once, as a file server's.
    pub attaches: bool,
    /// Whether its kubelet runs: if not, nothing starts there or ends.
    pub(crate) has_kubelet: bool,
    pub(crate) ready: ConditionStatus,
    /// How often its kubelet stopped or started, which makes older timers void.
    pub(crate) kubelet_changes: u32,
    /// The ports that its Pods take.
    pub(crate) host_ports: Vec<HostPort>,
    /// What its Pods take.
    pub(crate) used: Resources,
    /// What its Pods count as where nodes are scored.
    pub(crate) scored: ScoredRequests,
    /// The number of its zone among those of the cluster.
    pub(crate) zone_number: Option<usize>,
    /// The Pods that are on it, those that are being deleted too.
    pub(crate) pods: BTreeSet<PodId>,
    /// Whether it was removed.
    pub(crate) gone: bool,
    /// When.
    pub(crate) gone_since: u64,
}

impl Node {
    /// A node with 32 cpu, 128Gi of memory and room for 250 Pods, without taints.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            labels: Labels::from([("kubernetes.io/hostname".to_owned(), name.clone())]),
            name,
            taints: Vec::new(),
            room: Resources { cpu_millis: 32_000, memory: 128 << 30, pods: 250, ..Resources::default() },
            unschedulable: false,
            attaches: true,
            has_kubelet: true,
            ready: ConditionStatus::True,
            kubelet_changes: 0,
            host_ports: Vec::new(),
            used: Resources::default(),
            scored: ScoredRequests::default(),
            zone_number: None,
            pods: BTreeSet::new(),
            gone: false,
            gone_since: 0,
        }
    }

    /// The node that a typed Node object describes; it has the room of its `status.allocatable`,
    /// or of its `status.capacity`.
    #[must_use]
    pub fn from_object(object: &k8s_openapi::api::core::v1::Node) -> Self {
        let mut node = Self::new(object.metadata.name.clone().unwrap_or_default());
        node.labels.extend(object.metadata.labels.clone().unwrap_or_default());
        let spec = object.spec.clone().unwrap_or_default();
        node.unschedulable = spec.unschedulable.unwrap_or(false);
        node.taints = spec.taints.unwrap_or_default();
        let status = object.status.clone().unwrap_or_default();
        for (name, quantity) in status.allocatable.or(status.capacity).iter().flatten() {
            node.room.set(name, quantity);
        }
        if node.unschedulable {
            node.cordon();
        }
        node
    }

    /// The same node with another label.
    #[must_use]
    pub fn label(mut self, key: &str, value: &str) -> Self {
        self.labels.insert(key.to_owned(), value.to_owned());
        self
    }

    /// The same node with another taint; the effect is `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
    #[must_use]
    pub fn taint(mut self, key: &str, value: &str, effect: &str) -> Self {
        self.taints.push(taint(key, value, effect));
        self
    }

    /// Marks the node as one that takes no new Pods, by the taint that Kubernetes sets.
    pub(crate) fn cordon(&mut self) {
        self.unschedulable = true;
        if self.taints.iter().all(|taint| taint.key != UNSCHEDULABLE) {
            self.taints.push(taint(UNSCHEDULABLE, "", "NoSchedule"));
        }
    }

    /// Takes the mark away.
    pub(crate) fn uncordon(&mut self) {
        self.unschedulable = false;
        self.taints.retain(|taint| taint.key != UNSCHEDULABLE);
    }

    /// The zone it is in.
    pub(crate) fn zone(&self) -> Option<&str> {
        self.labels.get(ZONE).map(String::as_str)
    }

    /// How full it is in the scheduler's eyes: the share of cpu and memory taken, where a Pod
    /// without requests counts as 100m and 200Mi; then how many Pods it has.
    pub(crate) fn load(&self) -> (u64, usize) {
        let share = |used: u64, all: u64| (used.saturating_mul(1_000_000)).checked_div(all).unwrap_or(0);
        let (cpu, memory) = (
            share(self.used.cpu_millis, self.room.cpu_millis),
            share(self.used.memory >> 10, self.room.memory >> 10),
        );
        (cpu + memory, self.pods.len())
    }
}

/// A taint without the time at which it was added.
pub(crate) fn taint(key: &str, value: &str, effect: &str) -> Taint {
    Taint {
        key: key.to_owned(),
        value: (!value.is_empty()).then(|| value.to_owned()),
        effect: effect.to_owned(),
        ..Taint::default()
    }
}
