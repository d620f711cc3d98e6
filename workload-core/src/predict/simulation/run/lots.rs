//! What a run could have done as well: the lots that were drawn, with names.

use std::collections::BTreeSet;
use std::time::Duration;

use super::finished::Run;
use super::index::{full_name, root, root_of};
use crate::predict::simulation::chance::Draw;
use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::queue::Millis;

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
    /// When a node is found dead.
    Noticed {
        /// The node.
        node: String,
        /// The first and the last time at which it can be.
        between: [Duration; 2],
    },
    /// Whether the Pods of a node are evicted before too many other nodes are found dead.
    Marked {
        /// The node.
        node: String,
    },
    /// When a Pod whose node is gone is deleted.
    Collected {
        /// The Pod.
        pod: String,
        /// The first and the last time at which it can be.
        between: [Duration; 2],
    },
    /// When an object that could not make its Pods tries again.
    Retried {
        /// The object, as in `ReplicaSet web/r1`.
        object: String,
        /// How much later it can be.
        wait: Duration,
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
            let (about, kind) = self.lot(draw).or_else(|| self.timed_lot(draw))?;
            let workload = full_name(&self.world, about);
            Some(Lot { at: Duration::from_millis(*at), workload, kind })
        })
        .collect()
    }

    /// The lot with the workload that it is about; none when nobody can see it any more.
    fn lot(&self, draw: &Draw) -> Option<(ObjectId, LotKind)> {
        let root = |pod: PodId| root_of(&self.world, pod);
        match draw {
            Draw::Deleted { pods: pods_of, equals } => {
                let (pods, equals) = (self.names(pods_of), self.left(equals)?);
                Some((root(*pods_of.first()?), LotKind::Deleted { pods, equals }))
            }
            Draw::Ended { by, pods: pods_of, equals } => {
                let (by, pods, equals) = (self.name(*by), self.names(pods_of), self.left(equals)?);
                Some((root(*pods_of.first()?), LotKind::Ended { by, pods, equals }))
            }
            Draw::Placed { pod, node, other, claim } => {
                let [node, other] = [node, other].map(|node| self.world.nodes.get(*node).name.clone());
                let claim = self.world.claims.get(*claim).name.to_string();
                Some((root(*pod), LotKind::Placed { pod: self.name(*pod), node, other, claim }))
            }
            Draw::Next { pod, other } => {
                self.world.scheduler.refusal_of(*other)?;
                Some((root(*pod), LotKind::Next { pod: self.name(*pod), other: self.name(*other) }))
            }
            _ => None,
        }
    }

    /// A lot that is only about a time; one about a node is told of the first workload that has a Pod there.
    fn timed_lot(&self, draw: &Draw) -> Option<(ObjectId, LotKind)> {
        let world = &self.world;
        let between = |times: [Millis; 2]| times.map(Duration::from_millis);
        let on = |node: NodeId| {
            let there =
                (0..world.pods.len()).map(PodId::after).find(|pod| world.pod(*pod).node == Some(node))?;
            Some((root_of(world, there), world.nodes.get(node).name.clone()))
        };
        Some(match *draw {
            Draw::Noticed { node, earliest, latest } => {
                let (about, node) = on(node)?;
                (about, LotKind::Noticed { node, between: between([earliest, latest]) })
            }
            Draw::Marked { node } => {
                let (about, node) = on(node)?;
                (about, LotKind::Marked { node })
            }
            Draw::Collected { pod, earliest, latest } => {
                let between = between([earliest, latest]);
                (root_of(world, pod), LotKind::Collected { pod: self.name(pod), between })
            }
            Draw::Retried { object: id, wait } => {
                let object = format!("{} {}", world.object(id).kind, world.object(id).name);
                (root(world, id), LotKind::Retried { object, wait: Duration::from_millis(wait) })
            }
            _ => return None,
        })
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
