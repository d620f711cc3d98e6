//! The rolling update: old ReplicaSets shrink and the new one grows, one change a turn.

use super::{Deployment, Sets};
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl Deployment {
    /// One step of a rolling update.
    pub(super) fn roll_out_rolling(&mut self, id: ObjectId, world: &mut World) {
        let Some((sets, new)) = self.sets_with_new(id, world) else { return };
        let grew = self.grow(&sets, new, id, world);
        if !grew
            && !self.shrink_old(&sets, new, id, world)
            && self.is_complete(&self.status)
            && self.is_observed()
        {
            self.clean_up(&sets, world);
        }
        self.sync_rollout_status(&sets, id, world);
    }

    /// The size of the new ReplicaSet when all have `total`: as large as the surge allows.
    pub(super) fn new_size(&self, size: i32, total: i32) -> i32 {
        let allowed = self.spec.replicas + self.spec.max_surge() - total;
        if self.spec.recreates {
            self.spec.replicas
        } else if allowed <= 0 {
            size
        } else {
            size + allowed.min(self.spec.replicas - size)
        }
    }

    fn grow(&self, sets: &Sets, new: ObjectId, id: ObjectId, world: &mut World) -> bool {
        let size = world.replica_set(new).replicas;
        let target = if size >= self.spec.replicas {
            self.spec.replicas
        } else {
            self.new_size(size, world.total_size(sets.all()))
        };
        self.resize(new, target, id, world)
    }

    fn shrink_old(&self, sets: &Sets, new: ObjectId, id: ObjectId, world: &mut World) -> bool {
        let old: Vec<_> =
            sets.old.iter().copied().filter(|set| world.replica_set(*set).replicas > 0).collect();
        if old.is_empty() {
            return false;
        }
        let fewest = self.spec.replicas - self.spec.max_unavailable();
        let it = world.replica_set(new);
        let new_unavailable = it.replicas - it.status.available;
        let most = world.total_size(sets.all()) - fewest - new_unavailable;
        if most <= 0 {
            return false;
        }
        let Some(removed) = self.remove_unhealthy(&old, most, id, world) else { return false };
        let shrunk = self.shrink_available(&old, new, fewest, id, world);
        removed || shrunk
    }

    /// Old Pods that are not available go first: they cannot make things worse. `None` when a
    /// ReplicaSet reports more Pods than it should have, and its report must be awaited.
    fn remove_unhealthy(&self, old: &[ObjectId], most: i32, id: ObjectId, world: &mut World) -> Option<bool> {
        let mut removed = 0;
        for set in old {
            let it = world.replica_set(*set);
            let unhealthy = it.replicas - it.status.available;
            if removed >= most {
                break;
            }
            if unhealthy < 0 {
                return None;
            }
            let count = unhealthy.min(most - removed);
            let size = it.replicas - count;
            self.resize(*set, size, id, world);
            removed += count;
        }
        Some(removed > 0)
    }

    fn shrink_available(
        &self,
        old: &[ObjectId],
        new: ObjectId,
        fewest: i32,
        id: ObjectId,
        world: &mut World,
    ) -> bool {
        let all = old.iter().chain([&new]);
        let available: i32 = all.map(|set| world.replica_set(*set).status.available).sum();
        self.shrink_by(old, available - fewest, id, world)
    }

    /// Takes as many Pods from the ReplicaSets, from one after another; whether any became smaller.
    fn shrink_by(&self, sets: &[ObjectId], mut left: i32, id: ObjectId, world: &mut World) -> bool {
        let mut shrunk = false;
        for set in sets {
            if left <= 0 {
                break;
            }
            let size = world.replica_set(*set).replicas;
            let count = size.min(left);
            shrunk |= self.resize(*set, size - count, id, world);
            left -= count;
        }
        shrunk
    }
}
