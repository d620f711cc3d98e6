//! Telling ReplicaSets that the order in which their Pods would go has changed.

use super::ReplicaSet;
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::world::World;

impl World {
    /// Tells the ReplicaSet of a Pod that the Pod changed, unless the ReplicaSet did it itself.
    pub(crate) fn rank_anew(&mut self, pod: PodId) {
        let owner = self.pod(pod).owner;
        if self.keeps_order(owner) {
            self.with(owner, |set: &mut ReplicaSet, world| set.victims.note(owner, pod, world));
        }
    }

    /// A Pod came to a node: those of its workload that are there move forward.
    pub(crate) fn rank_neighbours(&mut self, pod: PodId) {
        let Some(node) = self.pod(pod).node else { return };
        let workload = self.workload_of(pod);
        let pods = self.beside(workload, node);
        let sets: Vec<_> = self.object(workload).owned.iter().copied().chain([workload]).collect();
        for set in sets {
            if self.keeps_order(set) {
                self.replica_set_mut(set).victims.note_node(node, pods);
            }
        }
    }

    fn keeps_order(&self, set: ObjectId) -> bool {
        self.controller_of(set).is_some_and(|set: &ReplicaSet| set.victims.is_kept())
    }
}
