//! Where a real cluster draws lots: which of equals a run takes, and what it could have taken.

use super::ids::{ClaimId, NodeId, ObjectId, PodId};
use super::queue::Millis;

/// Which of equals a run takes, wherever a real cluster draws lots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// The first in the simulation's fixed order.
    #[default]
    First,
    /// The last; nodes stay as they are, as equal ones differ in their names alone, but for a
    /// node that has a Pod's volume: there the Pod goes where it would not have gone.
    Last,
}

/// One lot that was drawn.
#[derive(Clone, Debug)]
pub(crate) enum Draw {
    /// These Pods of a ReplicaSet or Job were deleted; the others are their equals.
    Deleted { pods: Vec<PodId>, equals: Vec<PodId> },
    /// These Pods were ended for a more important one; the others would have done as well.
    Ended { by: PodId, pods: Vec<PodId>, equals: Vec<PodId> },
    /// A Pod came to this node; another is as good, and only one of the two has the volume of its claim.
    Placed { pod: PodId, node: NodeId, other: NodeId, claim: ClaimId },
    /// A node was found dead now; it could have been at any time between these.
    Noticed { node: NodeId, earliest: Millis, latest: Millis },
    /// A node was marked for eviction just before too many others failed for that.
    Marked { node: NodeId },
    /// A Pod was collected now; it could have been at any time between these.
    Collected { pod: PodId, earliest: Millis, latest: Millis },
    /// An object made its Pods at a retry; it could have been so much later.
    Retried { object: ObjectId, wait: Millis },
    /// A Pod got room that another, which waits as long and is as important, fits into too.
    Next { pod: PodId, other: PodId },
}

/// So many lots are remembered.
const MOST: usize = 2_000;

/// How lots are drawn, and those that were.
#[derive(Debug, Default)]
pub(crate) struct Chance {
    pub(crate) ties: Ties,
    pub(crate) draws: Vec<(Millis, Draw)>,
}

impl Chance {
    pub(crate) fn note(&mut self, at: Millis, draw: Draw) {
        if self.draws.len() < MOST {
            self.draws.push((at, draw));
        }
    }

    /// A place in a list as a key by which the taken one of equals is the least.
    pub(crate) fn turn(&self, place: usize) -> i64 {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        if self.ties == Ties::First { place } else { -place }
    }
}
