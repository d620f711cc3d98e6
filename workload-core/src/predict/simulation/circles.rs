//! Pods that come to a node again and again, only to be taken off it again.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::{NodeId, ObjectId, PodId};
use super::queue::Millis;

/// So many rounds of each Pod are a circle.
const ROUNDS: u32 = 3;

/// A circle is over when it has not come round for twice its time and so much more.
const PATIENCE: Millis = 60_000;

/// Why a Pod does not stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Visit {
    /// It tolerates a taint of the node for some time only.
    Tolerated { node: NodeId, time: Millis },
    /// It names a node that is not there.
    NoNode { name: String },
}

/// The Pods of one workload that do not stay.
#[derive(Clone, Debug)]
pub(crate) struct Circle {
    rounds: u32,
    pub(crate) since: Millis,
    last: Millis,
    /// When it was certain that it is one.
    pub(crate) known: Option<Millis>,
    pub(crate) visit: Visit,
}

/// Everything that goes in circles.
#[derive(Debug, Default)]
pub(crate) struct Circles {
    /// Pods that came to their node though they may not stay.
    guests: BTreeMap<PodId, Visit>,
    by_workload: BTreeMap<ObjectId, Circle>,
    /// Pods that name a node that is not there.
    pub(crate) stranded: BTreeSet<PodId>,
}

impl Circles {
    /// Notes that a Pod came to its node for some time only.
    pub(crate) fn come(&mut self, pod: PodId, visit: Visit) {
        self.guests.insert(pod, visit);
    }

    /// Counts a round of a workload of so many Pods: a guest has gone.
    pub(crate) fn go(&mut self, pod: PodId, workload: ObjectId, pods: u32, now: Millis) {
        let Some(visit) = self.guests.remove(&pod) else { return };
        let new = Circle { rounds: 0, since: now, last: now, known: None, visit: visit.clone() };
        let circle = self.by_workload.entry(workload).or_insert(new);
        circle.rounds += 1;
        (circle.last, circle.visit) = (now, visit);
        if circle.rounds >= ROUNDS * pods.max(1) {
            circle.known.get_or_insert(now);
        }
    }

    /// The circle that a workload goes in at a time.
    pub(crate) fn of(&self, workload: ObjectId, now: Millis) -> Option<&Circle> {
        let circle = self.by_workload.get(&workload).filter(|circle| circle.known.is_some())?;
        let time = match circle.visit {
            Visit::Tolerated { time, .. } => time,
            Visit::NoNode { .. } => PATIENCE,
        };
        (now <= circle.last + 2 * time + PATIENCE).then_some(circle)
    }
}
