//! Where the scheduler draws lots: between equal nodes of which one has a Pod's volume, and
//! between Pods that wait for the same room.

use std::collections::{BTreeMap, BTreeSet};

use super::ENOUGH;
use crate::predict::simulation::chance::{Draw, Ties};
use crate::predict::simulation::ids::{ClaimId, NodeId, ObjectId, PodId};
use crate::predict::simulation::world::World;

impl World {
    /// The node that a Pod comes to where one as good has the volume of its claim, or has it not.
    pub(super) fn drawn_node(&mut self, pod: PodId, node: NodeId) -> NodeId {
        let is_chosen = self.pod(pod).pinned.is_some() || self.scheduler.nomination(pod).is_some();
        let Some((other, claim)) = self.as_good(pod, node).filter(|_| !is_chosen) else { return node };
        let (node, other) = if self.chance.ties == Ties::First { (node, other) } else { (other, node) };
        self.chance.note(self.now, Draw::Placed { pod, node, other, claim });
        node
    }

    /// A node that the scheduler likes as well, of which, or of the other, a volume keeps the Pod.
    fn as_good(&self, pod: PodId, node: NodeId) -> Option<(NodeId, ClaimId)> {
        let claims = self.pod(pod).claims.iter().copied();
        let mut exclusive = claims.filter(|claim| self.claims.get(*claim).one_node);
        let (claim, holder) =
            exclusive.find_map(|claim| Some((claim, self.claims.get(claim).attached?.0)))?;
        let evenness = self.evenness(pod);
        let fits = |node: &NodeId| self.unfit(pod, *node, &evenness).is_none();
        let nodes: Vec<_> = self.nodes.emptiest_first().filter(fits).take(ENOUGH).collect();
        let scores = self.scores(pod, &nodes);
        let score = |node: NodeId| nodes.iter().position(|own| *own == node).map(|at| scores[at]);
        let best = score(node)?;
        let mut equals = nodes.iter().copied().filter(|other| *other != node && score(*other) == Some(best));
        let other = if node == holder { equals.next() } else { equals.find(|other| *other == holder) };
        other.map(|other| (other, claim))
    }

    /// Writes down where a Pod got room that another, as important, waits for and fits into.
    pub(super) fn note_next(&mut self, asked: &[(ObjectId, PodId)]) {
        let waits = |pod: &PodId| self.scheduler.refusal_of(*pod).is_some();
        let (waiting, placed): (Vec<PodId>, Vec<PodId>) =
            asked.iter().map(|(_, pod)| *pod).partition(|pod| waits(pod));
        let mut first_waiting = BTreeMap::new();
        for pod in waiting {
            first_waiting.entry(self.pod(pod).priority.value).or_insert(pod);
        }
        let mut told = BTreeSet::new();
        for pod in placed {
            let Some(other) = first_waiting.get(&self.pod(pod).priority.value).copied() else { continue };
            let Some(node) = self.scheduler.reserved(pod).or(self.pod(pod).node) else { continue };
            if told.insert(other) && self.would_fit(other, node, pod) {
                self.chance.note(self.now, Draw::Next { pod, other });
            }
        }
    }

    /// Whether a Pod would fit on a node without another one that is there.
    fn would_fit(&mut self, pod: PodId, node: NodeId, without: PodId) -> bool {
        self.lift(without, node);
        let fits = self.unfit(pod, node, &self.evenness(pod)).is_none();
        self.put_back(without, node);
        fits
    }
}
