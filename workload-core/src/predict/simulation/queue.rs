//! What happens next: tasks in the order of their time; at one time people come first, then
//! controllers, then what took its time, each in the order of asking.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::ids::{ClaimId, NodeId, ObjectId, PodId};

/// Milliseconds since the simulation began.
pub(crate) type Millis = u64;

/// Times in a status are whole seconds.
pub(crate) const fn whole_second(time: Millis) -> Millis {
    time / 1000 * 1000
}

/// Something to do at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Task {
    /// Perform the action at this place of the list.
    Act(usize),
    /// Give an object's controller a turn.
    Reconcile(ObjectId),
    /// Put an object in line for a turn; several askings make one turn.
    Wake(ObjectId),
    /// The same, if the object still wants a turn at this time.
    WakeIfDue(ObjectId),
    /// A claim that is being deleted goes, if it is not used.
    CollectClaim(ClaimId),
    /// Let the Pods that wait for a node try again.
    RetryWaiting,
    /// Give the scheduler a turn.
    Schedule,
    /// A node's volumes are bound: the Pod goes to its node.
    Bind(PodId, NodeId),
    /// A Pod's containers run; the number tells whether the timer still holds.
    Start(PodId, u32),
    /// A Pod's containers end by themselves.
    Exit(PodId, u32),
    /// A failed container of a Pod is started again.
    Restart(PodId, u32),
    /// A claim gets its volume.
    BindClaim(ClaimId),
    /// A ready Pod has been ready for its `minReadySeconds`.
    Available(PodId, u32),
    /// A Pod has stayed as long as it tolerates the taints of its node, if it is to go by then.
    Outstays(PodId),
    /// A node has been silent for too long, unless its kubelet changed since.
    NodeSilent(NodeId, u32),
    /// A node is ready again, which its monitor has seen.
    NodeReachable(NodeId),
    /// A node that is cordoned no more loses its taint.
    Uncordoned(NodeId),
    /// Nodes that are not ready are marked for eviction, as many as may be.
    TaintNodes,
    /// The volume of a claim is free for the Pods that wait for it.
    FreeVolume(ClaimId),
    /// The volumes of a Pod are attached to its node.
    VolumesReady(PodId),
    /// A Pod that is being deleted is gone.
    Gone(PodId),
    /// Ask again for the evictions of a drain.
    Drain(NodeId),
    /// The taints of a node have changed: evict the Pods that do not tolerate them.
    DriveOut(NodeId),
    /// The garbage collector of Pods looks for those whose node is gone.
    CollectPods,
}

/// Whose turn comes first at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// People act before anything else happens.
    Person,
    /// Pods that were ready for long enough at one time are counted together.
    Count,
    /// The scheduler is faster than the controllers.
    Scheduler,
    /// Controllers answer one thing that happened before the next happens: Pods that become ready
    /// "at once" do so some milliseconds apart in a real cluster, and are seen one by one.
    Controller,
    /// Turns that gather what happened come before what happens at their very time: a real Pod's
    /// times lag by some hundredths of a second.
    Gathered,
    /// What takes time: starts, ends, deadlines.
    Time,
}

impl Task {
    const fn rank(self) -> Rank {
        match self {
            Self::Act(_) => Rank::Person,
            Self::Available(..) => Rank::Count,
            Self::Schedule => Rank::Scheduler,
            Self::Reconcile(_) => Rank::Controller,
            Self::WakeIfDue(_) => Rank::Gathered,
            _ => Rank::Time,
        }
    }
}

/// The tasks to come.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    tasks: BinaryHeap<Reverse<(Millis, Rank, u64, Task)>>,
    asked: u64,
}

impl Queue {
    /// Puts a task in line.
    pub(crate) fn push(&mut self, at: Millis, task: Task) {
        self.tasks.push(Reverse((at, task.rank(), self.asked, task)));
        self.asked += 1;
    }

    /// Whether nothing is to come but what people do.
    pub(crate) fn holds_only_actions(&self) -> bool {
        self.tasks.iter().all(|Reverse((_, rank, ..))| *rank == Rank::Person)
    }

    /// When the next task is due.
    pub(crate) fn next_time(&self) -> Option<Millis> {
        self.tasks.peek().map(|Reverse((at, ..))| *at)
    }

    /// The next task, with its time.
    pub(crate) fn pop(&mut self) -> Option<(Millis, Task)> {
        self.tasks.pop().map(|Reverse((at, .., task))| (at, task))
    }
}
