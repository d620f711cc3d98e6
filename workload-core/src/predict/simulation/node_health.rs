//! Nodes that fail and come back: who notices, when, and what becomes of their Pods.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Taint;

use super::chance::Draw;
use super::ids::{NodeId, PodId};
use super::log::{ConditionStatus, EventKind, Subject};
use super::node::{NOT_READY, Node, OUT_OF_SERVICE, UNREACHABLE, taint};
use super::pod::Phase;
use super::queue::{Millis, Task};
use super::world::World;

/// Of nodes that fail at one moment one is noticed so much later than the other.
const APART: Millis = 10;

/// The monitor of nodes looks every second: on average so long after something happened.
const MONITOR: Millis = 500;

/// A kubelet renews its lease every ten seconds, and `--node-monitor-period` is five.
const LEASE_PERIOD: Millis = 10_000;
const MONITOR_PERIOD: Millis = 5_000;

/// `--node-eviction-rate` 0.1: one node of a zone in ten seconds is marked for eviction.
const BETWEEN_NODES: Millis = 10_000;

/// `--unhealthy-zone-threshold`, in hundredths; with three nodes and more.
const UNHEALTHY: usize = 55;
const FEW: usize = 2;

/// `--large-cluster-size-threshold`: smaller clusters evict nothing from an unhealthy zone.
const LARGE: usize = 50;
const BETWEEN_NODES_OF_LARGE: Millis = 100_000;

/// How a zone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Health {
    Normal,
    Partial,
    /// No node of it is ready.
    Full,
}

impl World {
    /// A node's kubelet stops: nobody notices until it has been silent for long enough.
    pub(crate) fn fail_node(&mut self, id: NodeId) {
        let node = self.nodes.get_mut(id);
        if std::mem::replace(&mut node.has_kubelet, false) {
            node.kubelet_changes += 1;
            let task = Task::NodeSilent(id, node.kubelet_changes);
            self.queue.push(self.now + self.grace() + APART * id.at() as u64, task);
        }
    }

    fn grace(&self) -> Millis {
        u64::try_from(self.timings.node_grace.as_millis()).unwrap_or(Millis::MAX / 4)
    }

    /// Notes that a node could have been found dead some time sooner or later: its last sign of life was
    /// up to a period before it failed, and is looked at once in a period.
    fn note_silence(&mut self, node: NodeId) {
        let failed = self.now.saturating_sub(self.grace() + APART * node.at() as u64);
        let earliest = (failed + self.grace()).saturating_sub(LEASE_PERIOD).max(failed);
        let latest = failed + self.grace() + MONITOR_PERIOD;
        self.chance.note(self.now, Draw::Noticed { node, earliest, latest });
    }

    /// A node has been silent for too long, unless its kubelet is back.
    pub(crate) fn node_silent(&mut self, id: NodeId, changes: u32) {
        let node = self.nodes.get(id);
        if !node.has_kubelet && !node.gone && node.kubelet_changes == changes {
            self.note_silence(id);
            self.set_node_status(id, ConditionStatus::Unknown);
        }
    }

    /// A node's kubelet is back: it says that its Pods are ready, and ends those that are to go.
    pub(crate) fn recover_node(&mut self, id: NodeId) {
        let node = self.nodes.get_mut(id);
        if std::mem::replace(&mut node.has_kubelet, true) {
            return;
        }
        node.kubelet_changes += 1;
        self.set_node_status(id, ConditionStatus::True);
        for pod in self.nodes.get(id).pods.iter().copied().collect::<Vec<_>>() {
            self.resume_pod(pod);
        }
    }

    fn resume_pod(&mut self, id: PodId) {
        let pod = self.pod(id);
        if pod.deleting.is_some() {
            self.stop_pod(id);
        } else if pod.phase == Phase::Pending {
            self.start_pod(id);
        } else if pod.phase == Phase::Running {
            if pod.runs_well {
                self.set_ready(id, true);
            }
            let due = self.pod(id).exits_at;
            if let Some(due) = due {
                self.queue.push(due.max(self.now), Task::Exit(id, self.pod(id).restarts));
            }
        }
    }

    /// A node becomes ready, or is so no more.
    pub(crate) fn set_node_status(&mut self, id: NodeId, status: ConditionStatus) {
        if self.nodes.get(id).ready == status {
            return;
        }
        self.nodes.get_mut(id).ready = status;
        if status == ConditionStatus::True {
            self.node_is_ready(id);
        } else {
            self.node_is_not_ready(id, status);
        }
        self.queue.push(self.now, Task::TaintNodes);
    }

    fn node_is_ready(&mut self, id: NodeId) {
        self.record(Subject::Node(id), EventKind::Ready);
        self.forget_eviction(id);
        self.retaint(id, |taints| {
            taints.retain(|taint| !is_health(taint) || taint.effect != "NoSchedule");
        });
        self.queue.push(self.now + MONITOR, Task::NodeReachable(id));
    }

    fn node_is_not_ready(&mut self, id: NodeId, status: ConditionStatus) {
        self.record(Subject::Node(id), EventKind::NodeNotReady(status));
        self.pods_unready(id);
        self.retaint(id, |taints| {
            taints.retain(|taint| !is_health(taint));
            taints.push(taint(health_key(status), "", "NoSchedule"));
        });
        let zone = zone_of(self.nodes.get(id));
        self.evictions.0.entry(zone).or_default().waiting.push_back(id);
    }

    /// Nothing is evicted any more from a node that is ready again.
    pub(crate) fn node_reachable(&mut self, id: NodeId) {
        if self.nodes.get(id).ready == ConditionStatus::True {
            self.retaint(id, |taints| taints.retain(|taint| !is_health(taint)));
        }
    }

    /// The Pods of a node that is not ready are not ready either.
    fn pods_unready(&mut self, id: NodeId) {
        for pod in self.nodes.get(id).pods.iter().copied().collect::<Vec<_>>() {
            if self.pod(pod).ready {
                self.lose_readiness(pod);
                let message = "Node is not ready".into();
                self.record(Subject::Pod(pod), EventKind::Event { reason: "NodeNotReady", message });
            }
        }
    }

    fn forget_eviction(&mut self, id: NodeId) {
        for zone in self.evictions.0.values_mut() {
            zone.waiting.retain(|node| *node != id);
        }
    }

    /// Marks nodes that are not ready for eviction, one after the other in each zone, and none
    /// while too many of a zone, or all nodes, are not ready.
    pub(crate) fn taint_nodes(&mut self) {
        let health = self.health();
        let all_full = health.values().all(|health| *health == Health::Full);
        let (mut due, mut spared) = (Vec::new(), Vec::new());
        let large = self.nodes.len() > LARGE;
        for (name, zone) in &mut self.evictions.0 {
            let between = match health.get(name) {
                Some(Health::Partial) if large => BETWEEN_NODES_OF_LARGE,
                Some(Health::Partial) => {
                    spared.extend(zone.last);
                    continue;
                }
                None => continue,
                Some(Health::Full) if all_full && zone.next > 0 => {
                    zone.is_halted = true;
                    spared.extend(zone.last);
                    continue;
                }
                Some(_) => BETWEEN_NODES,
            };
            if std::mem::take(&mut zone.is_halted) {
                zone.next = self.now + between;
            }
            if self.now >= zone.next
                && let Some(node) = zone.waiting.pop_front()
            {
                (zone.next, zone.last) = (self.now + between, Some((node, self.now)));
                due.push(node);
            }
            if !zone.waiting.is_empty() {
                self.queue.push(zone.next.max(self.now + 1), Task::TaintNodes);
            }
        }
        for node in due {
            self.taint_node(node);
        }
        self.note_spared(&spared);
    }

    /// Notes the nodes that were marked just before too many others failed: in a real cluster these may have
    /// been seen first, and then nothing is marked.
    fn note_spared(&mut self, marked: &[(NodeId, Millis)]) {
        let close = LEASE_PERIOD + MONITOR_PERIOD;
        for (node, at) in marked.iter().filter(|(_, at)| self.now <= at + close) {
            let known = self
                .chance
                .draws
                .iter()
                .any(|(_, draw)| matches!(draw, Draw::Marked { node: it } if it == node));
            if !known {
                self.chance.note(*at, Draw::Marked { node: *node });
            }
        }
    }

    /// How many nodes of a node's zone are not ready, and how many there are, where so many are not that
    /// nothing is evicted from them.
    pub(crate) fn is_spared(&self, id: NodeId) -> Option<(usize, usize)> {
        let zone = zone_of(self.nodes.get(id));
        let health = self.health();
        let all_full = health.values().all(|health| *health == Health::Full);
        let halts = match health.get(&zone)? {
            Health::Partial => self.nodes.len() <= LARGE,
            Health::Full => all_full,
            Health::Normal => false,
        };
        let nodes =
            || self.nodes.present().map(|node| self.nodes.get(node)).filter(|node| zone_of(node) == zone);
        let unready = nodes().filter(|node| node.ready != ConditionStatus::True).count();
        halts.then(|| (unready, nodes().count()))
    }

    /// Gives a node that is still not ready the taint that drives its Pods out.
    fn taint_node(&mut self, node: NodeId) {
        let status = self.nodes.get(node).ready;
        if status != ConditionStatus::True && !self.nodes.get(node).gone {
            self.retaint(node, |taints| taints.push(taint(health_key(status), "", "NoExecute")));
        }
    }

    fn health(&self) -> BTreeMap<String, Health> {
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for node in self.nodes.present().map(|node| self.nodes.get(node)) {
            let (all, unready) = counts.entry(zone_of(node)).or_default();
            *all += 1;
            *unready += usize::from(node.ready != ConditionStatus::True);
        }
        let health = |(all, unready): (usize, usize)| match unready {
            _ if unready == all => Health::Full,
            _ if unready > FEW && unready * 100 >= all * UNHEALTHY => Health::Partial,
            _ => Health::Normal,
        };
        counts.into_iter().map(|(zone, both)| (zone, health(both))).collect()
    }

    /// Whether a node is not ready and said to be off for good.
    pub(crate) fn is_out_of_service(&self, id: NodeId) -> bool {
        let node = self.nodes.get(id);
        let is_marked = |key: &str| node.taints.iter().any(|taint| taint.key == key);
        node.ready != ConditionStatus::True && is_marked(OUT_OF_SERVICE)
    }
}

/// Whether a taint says that its node is not ready.
fn is_health(taint: &Taint) -> bool {
    [NOT_READY, UNREACHABLE].contains(&&*taint.key)
}

/// The zone that evictions of a node are counted in.
fn zone_of(node: &Node) -> String {
    let label = |key: &str| node.labels.get(key).map_or("", String::as_str);
    format!("{}:{}", label("topology.kubernetes.io/region"), node.zone().unwrap_or_default())
}

/// The taint of a node with that status.
fn health_key(status: ConditionStatus) -> &'static str {
    if status == ConditionStatus::Unknown { UNREACHABLE } else { NOT_READY }
}
