//! What the scheduler remembers from one turn to the next.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::pod_constraints::Counts;

/// What the scheduler remembers.
#[derive(Debug, Default)]
pub(crate) struct Scheduler {
    /// Pods without a node, in order.
    pub(crate) line: VecDeque<PodId>,
    /// Pods that fitted nowhere, by owner: what keeps one of them out keeps out the others.
    pub(crate) waiting: BTreeMap<ObjectId, BTreeSet<PodId>>,
    /// Why the first of them fitted nowhere.
    pub(crate) refusals: BTreeMap<PodId, String>,
    /// Nodes held for Pods whose claims are being bound.
    pub(crate) held: BTreeMap<PodId, NodeId>,
    /// How many Pods of an owner a node has or is about to have.
    pub(crate) spread: BTreeMap<(ObjectId, NodeId), u32>,
    /// What Pods ask of one another.
    pub(crate) company: Counts,
    pub(crate) queued: bool,
    /// Whether something changed that may help those that wait.
    pub(crate) freed: bool,
}

impl Scheduler {
    /// The node held for a Pod that has none yet.
    pub(crate) fn reserved(&self, pod: PodId) -> Option<NodeId> {
        self.held.get(&pod).copied()
    }

    /// Forgets a Pod that waited for a node.
    pub(crate) fn stop_waiting(&mut self, owner: ObjectId, pod: PodId) {
        self.refusals.remove(&pod);
        if let Some(waiting) = self.waiting.get_mut(&owner)
            && waiting.remove(&pod)
            && waiting.is_empty()
        {
            self.waiting.remove(&owner);
        }
    }

    /// Forgets a Pod that has left a node.
    pub(crate) fn forget(&mut self, owner: ObjectId, node: NodeId, pod: PodId) {
        self.held.remove(&pod);
        if let Entry::Occupied(mut pods) = self.spread.entry((owner, node)) {
            *pods.get_mut() -= 1;
            if *pods.get() == 0 {
                pods.remove();
            }
        }
    }

    /// Why a Pod fitted nowhere, if it did not.
    pub(crate) fn refusal_of(&self, pod: PodId) -> Option<&str> {
        self.refusals.get(&pod).map(String::as_str)
    }
}
