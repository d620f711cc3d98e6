//! A Pod as it is now.

use std::sync::Arc;

use super::ids::{ClaimId, NodeId, ObjectId};
use super::policies::Priority;
use super::queue::Millis;
use super::template::Template;

/// How far a Pod has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Not running yet: waiting for a node, a volume or its start.
    Pending,
    /// Its containers run.
    Running,
    /// All containers ended well.
    Succeeded,
    /// A container ended with an error, or was ended.
    Failed,
}

/// One Pod, until it is gone and after.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as Kubernetes keeps them")]
pub(crate) struct Pod {
    pub(crate) name: Arc<str>,
    pub(crate) owner: ObjectId,
    pub(crate) template: Arc<Template>,
    /// The number of its template among those of its workload, from 1.
    pub(crate) revision: u32,
    /// Its place in an order: the ordinal of a StatefulSet, the completion index of a Job.
    pub(crate) ordinal: Option<u32>,
    /// Which of its owner's Pods it is, from 1; with an index, which of that index.
    pub(crate) attempt: u32,
    /// The one node it may run on, when its owner chose it.
    pub(crate) pinned: Option<NodeId>,
    pub(crate) claims: Vec<ClaimId>,
    /// Whether its volumes are attached to its node.
    pub(crate) attached: bool,
    /// The budgets that select it.
    pub(crate) budgets: Vec<ObjectId>,
    /// `controller.kubernetes.io/pod-deletion-cost`.
    pub(crate) deletion_cost: i32,
    pub(crate) min_ready: Millis,
    pub(crate) priority: Priority,
    /// When the scheduler gave it a node.
    pub(crate) placed: Option<Millis>,

    pub(crate) node: Option<NodeId>,
    pub(crate) phase: Phase,
    pub(crate) ready: bool,
    /// Since when it has been ready or not.
    pub(crate) ready_since: Millis,
    pub(crate) available: bool,
    pub(crate) restarts: u32,
    pub(crate) exit_code: Option<i32>,
    /// Whether its containers are ready, whatever is known of its node.
    pub(crate) runs_well: bool,
    /// When its containers end by themselves.
    pub(crate) exits_at: Option<Millis>,
    /// When it has to leave its node, because of a taint.
    pub(crate) leaves_at: Option<Millis>,
    pub(crate) started: Option<Millis>,
    pub(crate) ended: Option<Millis>,
    pub(crate) deleting: Option<Millis>,
    /// Why it is being disrupted, when somebody evicts it.
    pub(crate) disrupted: Option<&'static str>,
    pub(crate) gone: bool,
    /// Whether its Job has yet to count it: until then it stays, even when it has ended.
    pub(crate) held: bool,
    /// Whether it takes no room any more.
    pub(crate) vacated: bool,
    /// Raised by everything that makes timers of the Pod void.
    pub(crate) epoch: u32,
}

impl Pod {
    /// Whether it has ended by itself.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Succeeded | Phase::Failed)
    }

    /// Whether it counts as one of its owner's Pods: neither over nor being deleted.
    pub(crate) fn is_active(&self) -> bool {
        !self.gone && self.deleting.is_none() && !self.is_over()
    }

    /// Whether it counts as ready.
    pub(crate) fn is_ready(&self) -> bool {
        self.ready && self.is_active()
    }

    /// Whether it counts as available: ready for its `minReadySeconds`.
    pub(crate) fn is_available(&self) -> bool {
        self.available && self.is_ready()
    }

    /// Whether it is being deleted and not gone.
    pub(crate) fn is_terminating(&self) -> bool {
        self.deleting.is_some() && !self.gone
    }

    /// What the Pod adds to the counts of its owner.
    pub(crate) fn counts(&self) -> Counts {
        let one = i32::from;
        Counts {
            active: one(self.is_active()),
            ready: one(self.is_ready()),
            available: one(self.is_available()),
            terminating: one(self.is_terminating() && !self.is_over()),
        }
    }
}

/// How many Pods there are of each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Neither over nor being deleted.
    pub(crate) active: i32,
    /// Of the active ones, the ready ones.
    pub(crate) ready: i32,
    /// Of the ready ones, those ready for long enough.
    pub(crate) available: i32,
    /// Being deleted and not gone.
    pub(crate) terminating: i32,
}

impl Counts {
    /// Counts a Pod that was of the one standing and is of the other.
    pub(crate) fn shift(&mut self, before: Self, after: Self) {
        self.active += after.active - before.active;
        self.ready += after.ready - before.ready;
        self.available += after.available - before.available;
        self.terminating += after.terminating - before.terminating;
    }
}
