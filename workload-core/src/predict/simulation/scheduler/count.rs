//! How many Pods stand where, kept up to date for affinity and spreading.

use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::neighbours::{Move, Neighbours};
use crate::predict::simulation::world::World;

impl World {
    /// Begins to count what a Pod asks of others, if nobody asked before.
    pub(super) fn count_neighbours(&mut self, pod: PodId) {
        let mut neighbours = std::mem::take(&mut self.scheduler.neighbours);
        if neighbours.lacks(self.neighbour(pod)) {
            let present: Vec<_> = self.nodes.present().map(|node| self.nodes.get(node)).collect();
            let pods = present.iter().flat_map(|node| node.pods.iter().map(move |pod| (*pod, &node.labels)));
            let there =
                pods.map(|(pod, labels)| (self.neighbour(pod), labels, self.pod(pod).deleting.is_some()));
            neighbours.add(self.neighbour(pod), present.iter().map(|node| &node.labels), there);
        }
        self.scheduler.neighbours = neighbours;
    }

    /// A Pod came to a node, or left it.
    pub(crate) fn shift_neighbours(&mut self, pod: PodId, node: NodeId, step: Move) {
        let mut neighbours = std::mem::take(&mut self.scheduler.neighbours);
        neighbours.shift(self.neighbour(pod), &self.nodes.get(node).labels, step);
        self.scheduler.neighbours = neighbours;
    }

    /// A node came.
    pub(crate) fn note_place(&mut self, node: NodeId) {
        self.scheduler.neighbours.note_place(&self.nodes.get(node).labels);
    }

    /// A node went or changed its labels, so all places are counted anew.
    pub(crate) fn recount_neighbours(&mut self) {
        self.scheduler.neighbours = Neighbours::default();
        let pods: Vec<_> = self.nodes.present().flat_map(|node| self.nodes.get(node).pods.clone()).collect();
        for pod in pods {
            self.count_neighbours(pod);
        }
    }
}
