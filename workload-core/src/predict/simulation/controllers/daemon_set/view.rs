//! What the controller remembers of all nodes, brought up to date node by node.

use std::collections::{BTreeMap, BTreeSet};

use super::standing::{COUNTS, Role, Standing};
use crate::predict::simulation::ids::{NodeId, PodId};

/// The nodes and what they add up to.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) nodes: BTreeMap<NodeId, Standing>,
    /// Whether everything is to be looked at anew: the spec changed, or nothing was seen yet.
    pub(super) seen: bool,
    /// The nodes that were looked at in this turn.
    pub(super) looked_at: BTreeSet<NodeId>,
    pub(super) counts: [usize; COUNTS],
    /// How many Pods there are of each revision.
    pub(super) live: BTreeMap<u32, usize>,
    pub(super) missing: usize,
    pub(super) surging: usize,
    /// Nodes with an available Pod, the old one if there are two.
    pub(super) available: usize,
    /// Nodes that are gone and still have an old Pod alone.
    pub(super) lost: usize,
    pub(super) broken: BTreeSet<NodeId>,
    pub(super) old: BTreeSet<NodeId>,
    pub(super) misplaced: BTreeSet<NodeId>,
    pub(super) surged: BTreeSet<NodeId>,
}

impl View {
    /// Forgets all: the next turn looks at every node.
    pub(super) fn forget(&mut self) {
        self.seen = false;
    }

    /// How one node stands.
    pub(super) fn get(&self, node: NodeId) -> Option<&Standing> {
        self.nodes.get(&node)
    }

    /// Remembers a Pod that was made for a node.
    pub(super) fn add(&mut self, node: NodeId, pod: PodId) {
        self.nodes.entry(node).or_default().pods.push(pod);
    }

    /// Takes a node as it is now in place of as it was.
    pub(super) fn put(&mut self, node: NodeId, standing: Standing) {
        if let Some(before) = self.nodes.remove(&node) {
            self.sum(node, &before, false);
        }
        if standing.node_exists || !standing.pods.is_empty() {
            self.sum(node, &standing, true);
            self.nodes.insert(node, standing);
        }
    }

    fn sum(&mut self, node: NodeId, standing: &Standing, adds: bool) {
        let shift = |sum: &mut usize, by: usize| *sum = if adds { *sum + by } else { *sum - by };
        for (sum, by) in self.counts.iter_mut().zip(standing.counts) {
            shift(sum, by);
        }
        for revision in &standing.revisions {
            shift(self.live.entry(*revision).or_default(), 1);
        }
        self.live.retain(|_, pods| *pods > 0);
        shift(&mut self.available, usize::from(standing.has_available));
        self.sum_role(node, standing.role, adds);
        let alone = matches!(standing.role, Role::Broken(_) | Role::Old(_) | Role::Misplaced(_));
        shift(&mut self.lost, usize::from(alone && !standing.node_exists));
    }

    fn sum_role(&mut self, node: NodeId, role: Role, adds: bool) {
        let shift = |sum: &mut usize| *sum = if adds { *sum + 1 } else { *sum - 1 };
        let place = |set: &mut BTreeSet<NodeId>| {
            _ = if adds { set.insert(node) } else { set.remove(&node) };
        };
        match role {
            Role::Fine => {}
            Role::Missing => shift(&mut self.missing),
            Role::Broken(_) => place(&mut self.broken),
            Role::Old(_) => place(&mut self.old),
            Role::Misplaced(_) => place(&mut self.misplaced),
            Role::Surging => shift(&mut self.surging),
            Role::Surged(_) => place(&mut self.surged),
        }
    }
}
