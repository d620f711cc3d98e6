//! What the scheduler remembers from one turn to the next.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::neighbours::Neighbours;
use crate::predict::simulation::scheduler::refusal::Refusal;

/// Where a Pod stands in the line: the most important first, then in the order of asking.
type Turn = (Reverse<i32>, u64);

/// What the scheduler remembers.
#[derive(Debug, Default)]
pub(crate) struct Scheduler {
    /// Pods without a node, in order.
    line: BTreeMap<Turn, PodId>,
    asked: u64,
    /// Pods that fitted nowhere, by owner: what keeps one of them out keeps out the others.
    pub(crate) waiting: BTreeMap<ObjectId, BTreeSet<PodId>>,
    /// Why they fitted nowhere.
    pub(crate) refusals: BTreeMap<PodId, Refusal>,
    /// Nodes held for Pods whose claims are being bound.
    pub(crate) held: BTreeMap<PodId, NodeId>,
    /// Those of them that may help Pods that wait, once they are bound.
    pub(crate) helpful: BTreeSet<PodId>,
    /// Nodes on which Pods were ended for others that wait.
    nominated: BTreeMap<PodId, NodeId>,
    /// The same by node.
    promised: BTreeSet<(NodeId, PodId)>,
    /// How many Pods of an owner a node has or is about to have, without those that stop.
    pub(crate) spread: BTreeMap<(ObjectId, NodeId), u32>,
    /// What Pods ask of one another.
    pub(crate) neighbours: Neighbours,
    pub(crate) queued: bool,
    /// Whether something changed that may help those that wait.
    pub(crate) freed: bool,
}

impl Scheduler {
    /// Puts a Pod in the line.
    pub(crate) fn push(&mut self, pod: PodId, priority: i32) {
        self.asked += 1;
        self.line.insert((Reverse(priority), self.asked), pod);
    }

    /// The next Pod of the line.
    pub(crate) fn pop(&mut self) -> Option<PodId> {
        self.line.pop_first().map(|(_, pod)| pod)
    }

    /// The node held for a Pod that has none yet.
    pub(crate) fn reserved(&self, pod: PodId) -> Option<NodeId> {
        self.held.get(&pod).copied()
    }

    /// Forgets a Pod that waited for a node.
    pub(crate) fn stop_waiting(&mut self, owner: ObjectId, pod: PodId) {
        self.refusals.remove(&pod);
        self.denominate(pod);
        if let Some(waiting) = self.waiting.get_mut(&owner)
            && waiting.remove(&pod)
            && waiting.is_empty()
        {
            self.waiting.remove(&owner);
        }
    }

    /// Counts a Pod of a node no more, as it stops or has another owner.
    pub(crate) fn discount(&mut self, owner: ObjectId, node: NodeId) {
        if let Entry::Occupied(mut pods) = self.spread.entry((owner, node)) {
            *pods.get_mut() -= 1;
            if *pods.get() == 0 {
                pods.remove();
            }
        }
    }

    /// Why a Pod fitted nowhere, if it did not.
    pub(crate) fn refusal_of(&self, pod: PodId) -> Option<&Refusal> {
        self.refusals.get(&pod)
    }

    /// The node that a Pod was promised room on.
    pub(crate) fn nomination(&self, pod: PodId) -> Option<NodeId> {
        self.nominated.get(&pod).copied()
    }

    /// Promises a Pod room on a node, and nowhere else.
    pub(crate) fn nominate(&mut self, pod: PodId, node: NodeId) {
        self.denominate(pod);
        self.nominated.insert(pod, node);
        self.promised.insert((node, pod));
    }

    /// Takes back what a Pod was promised.
    pub(crate) fn denominate(&mut self, pod: PodId) {
        if let Some(node) = self.nominated.remove(&pod) {
            self.promised.remove(&(node, pod));
        }
    }

    /// The Pods that were promised room on a node, without one of them.
    pub(crate) fn nominated_on(&self, node: NodeId, but: PodId) -> impl Iterator<Item = PodId> + '_ {
        let promised = self.promised.range((node, PodId::after(0))..).take_while(move |(on, _)| *on == node);
        promised.map(|(_, pod)| *pod).filter(move |pod| *pod != but)
    }
}
