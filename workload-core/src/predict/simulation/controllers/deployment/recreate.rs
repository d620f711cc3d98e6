//! Recreate: all old Pods end before the first new one is made.

use super::{Deployment, Sets};
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl Deployment {
    /// One step of an update that recreates.
    pub(super) fn roll_out_recreating(&mut self, id: ObjectId, world: &mut World) {
        let sets = self.synced_sets(id, world);
        let mut shrunk = false;
        for set in &sets.old {
            shrunk |= self.resize(*set, 0, id, world);
        }
        if shrunk || old_pods_run(&sets, world) {
            return self.sync_rollout_status(&sets, id, world);
        }
        let Some((sets, new)) = self.sets_with_new(id, world) else { return };
        self.resize(new, self.spec.replicas, id, world);
        if self.is_complete(&self.status) && self.is_observed() {
            self.clean_up(&sets, world);
        }
        self.sync_rollout_status(&sets, id, world);
    }
}

/// Whether a Pod of an older template has not ended, though it may be ending.
fn old_pods_run(sets: &Sets, world: &World) -> bool {
    sets.old.iter().any(|set| {
        world.replica_set(*set).status.replicas > 0
            || world.object(*set).pods.iter().any(|pod| !world.pod(*pod).is_over())
    })
}
