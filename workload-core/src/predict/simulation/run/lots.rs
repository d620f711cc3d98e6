//! What a run could have done as well: the lots that were drawn, with names.

use std::collections::BTreeSet;
use std::time::Duration;

use super::finished::Run;
use super::index::{full_name, root_of};
use crate::predict::simulation::chance::Draw;
use crate::predict::simulation::ids::PodId;

/// A lot that was drawn in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// When.
    pub at: Duration,
    /// The workload that it is about, as in `Deployment/web`.
    pub workload: String,
    /// What was drawn.
    pub kind: LotKind,
}

/// What a real cluster draws lots for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LotKind {
    /// Which of equal Pods of a ReplicaSet or Job are deleted.
    Deleted {
        /// Those that were.
        pods: Vec<String>,
        /// Equal ones that are still there at the end.
        equals: Vec<String>,
    },
    /// Which Pods are ended for a more important one.
    Ended {
        /// The more important one.
        by: String,
        /// Those that were ended.
        pods: Vec<String>,
        /// Equal ones that are still there at the end.
        equals: Vec<String>,
    },
    /// Whether a Pod comes to the node that has the volume of its claim.
    Placed {
        /// The Pod.
        pod: String,
        /// The node it came to.
        node: String,
        /// The node that is as good.
        other: String,
        /// The claim.
        claim: String,
    },
    /// Which of two Pods gets the room that came free.
    Next {
        /// The Pod that got it.
        pod: String,
        /// The other, which still waits at the end.
        other: String,
    },
}

impl Run {
    /// The lots that were drawn and that show at the end, in order.
    #[must_use]
    pub fn lots(&self) -> Vec<Lot> {
        let lots = self.world.chance.draws.iter();
        lots.filter_map(|(at, draw)| {
            let (about, kind) = self.lot(draw)?;
            let workload = full_name(&self.world, root_of(&self.world, about));
            Some(Lot { at: Duration::from_millis(*at), workload, kind })
        })
        .collect()
    }

    /// The lot with the Pod whose workload it is about; none when nobody can see it any more.
    fn lot(&self, draw: &Draw) -> Option<(PodId, LotKind)> {
        match draw {
            Draw::Deleted { pods, equals } => {
                let (pods, equals) = (self.names(pods), self.left(equals)?);
                Some((*Self::first(draw)?, LotKind::Deleted { pods, equals }))
            }
            Draw::Ended { by, pods, equals } => {
                let (by, pods, equals) = (self.name(*by), self.names(pods), self.left(equals)?);
                Some((*Self::first(draw)?, LotKind::Ended { by, pods, equals }))
            }
            Draw::Placed { pod, node, other, claim } => {
                let [node, other] = [node, other].map(|node| self.world.nodes.get(*node).name.clone());
                let claim = self.world.claims.get(*claim).name.to_string();
                Some((*pod, LotKind::Placed { pod: self.name(*pod), node, other, claim }))
            }
            Draw::Next { pod, other } => {
                self.world.scheduler.refusal_of(*other)?;
                Some((*pod, LotKind::Next { pod: self.name(*pod), other: self.name(*other) }))
            }
        }
    }

    fn first(draw: &Draw) -> Option<&PodId> {
        match draw {
            Draw::Deleted { pods, .. } | Draw::Ended { pods, .. } => pods.first(),
            Draw::Placed { pod, .. } | Draw::Next { pod, .. } => Some(pod),
        }
    }

    /// The names of those that are still there; none when no one is.
    fn left(&self, pods: &[PodId]) -> Option<Vec<String>> {
        let left = pods.iter().filter(|pod| self.world.pod(**pod).is_active());
        let names: Vec<_> = left.map(|pod| self.name(*pod)).collect();
        (!names.is_empty()).then_some(names)
    }

    fn names(&self, pods: &[PodId]) -> Vec<String> {
        pods.iter().collect::<BTreeSet<_>>().into_iter().map(|pod| self.name(*pod)).collect()
    }

    fn name(&self, pod: PodId) -> String {
        self.world.pod(pod).name.to_string()
    }
}
