//! Telling ReplicaSets that the order in which their Pods would go has changed.

use super::ReplicaSet;
use super::victims::rank;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::world::World;

impl World {
    /// Tells the ReplicaSet of a Pod that the Pod changed, unless the ReplicaSet did it itself.
    pub(crate) fn rank_anew(&mut self, pod: PodId) {
        let owner = self.pod(pod).owner;
        if self.controller_of(owner).is_some_and(|set: &ReplicaSet| set.victims.is_kept()) {
            let rank = rank(pod, self);
            self.replica_set_mut(owner).victims.note(rank);
        }
    }

    /// A Pod came to a node: those of its workload that are there move forward.
    pub(crate) fn rank_neighbours(&mut self, pod: PodId) {
        let Some(node) = self.pod(pod).node else { return };
        let workload = self.workload_of(pod);
        let beside: Vec<_> = self.nodes.get(node).pods.iter().copied().collect();
        for other in beside.into_iter().filter(|other| *other != pod) {
            if self.workload_of(other) == workload {
                self.rank_anew(other);
            }
        }
    }
}
