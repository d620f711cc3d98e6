//! Scaling a Deployment: in the middle of an update its ReplicaSets share the change.

use super::{Deployment, Sets};
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl Deployment {
    /// Whether a ReplicaSet remembers another number of wanted Pods.
    pub(super) fn is_scaled(&mut self, id: ObjectId, world: &mut World) -> bool {
        let sets = self.synced_sets(id, world);
        let mut active = sets.all().map(|set| world.replica_set(set)).filter(|set| set.replicas > 0);
        active.any(|set| set.desired.is_some_and(|desired| desired != self.spec.replicas))
    }

    /// The step for a Deployment that is scaled or paused: no rollout.
    pub(super) fn sync_scale(&mut self, id: ObjectId, world: &mut World) {
        let sets = self.synced_sets(id, world);
        self.share(&sets, id, world);
        if self.spec.paused {
            self.clean_up(&sets, world);
        }
        self.write_status(self.status_of(&sets, world), self.available_conditions(&sets, world), id, world);
    }

    fn share(&self, sets: &Sets, id: ObjectId, world: &mut World) {
        let active: Vec<_> = sets.all().filter(|set| world.replica_set(*set).replicas > 0).collect();
        if let [] | [_] = active.as_slice() {
            if let Some(only) = active.first().copied().or(sets.new).or(sets.old.last().copied()) {
                self.resize(only, self.spec.replicas, id, world);
            }
        } else if sets.new.is_some_and(|new| self.is_saturated(new, world)) {
            for set in &sets.old {
                self.resize(*set, 0, id, world);
            }
        } else if !self.spec.recreates {
            self.share_in_proportion(active, id, world);
        }
    }

    fn is_saturated(&self, new: ObjectId, world: &World) -> bool {
        let set = world.replica_set(new);
        let counts = [set.replicas, set.desired.unwrap_or(0), set.status.available];
        counts.iter().all(|count| *count == self.spec.replicas)
    }

    fn share_in_proportion(&self, mut active: Vec<ObjectId>, id: ObjectId, world: &mut World) {
        let allowed = if self.spec.replicas > 0 { self.spec.replicas + self.spec.max_surge() } else { 0 };
        let to_add = allowed - world.total_size(active.iter().copied());
        sort_by_size(&mut active, to_add > 0, world);
        let mut sizes = Vec::new();
        let mut added = 0;
        for set in &active {
            let part = self.proportion(*set, to_add, added, world);
            sizes.push(world.replica_set(*set).replicas + part);
            added += part;
        }
        if to_add != 0 {
            sizes[0] = (sizes[0] + to_add - added).max(0);
        }
        for (set, size) in active.into_iter().zip(sizes) {
            self.force_size(set, size, id, world);
        }
    }

    /// What one ReplicaSet gets of what is to be added or taken away.
    fn proportion(&self, set: ObjectId, to_add: i32, added: i32, world: &World) -> i32 {
        let set = world.replica_set(set);
        if set.replicas == 0 || to_add == 0 || to_add == added {
            return 0;
        }
        let part = self.fraction(set.replicas, set.max);
        if to_add > 0 { part.min(to_add - added) } else { part.max(to_add - added) }
    }

    fn fraction(&self, size: i32, max_before: i32) -> i32 {
        if self.spec.replicas == 0 {
            return -size;
        }
        let before = if max_before == 0 { self.status.replicas } else { max_before };
        if before == 0 {
            return 0;
        }
        let max = self.spec.replicas + self.spec.max_surge();
        let exact = f64::from(size) * f64::from(max) / f64::from(before);
        #[expect(clippy::cast_possible_truncation, reason = "rounded to a whole number of Pods")]
        let rounded = (exact + 0.5).floor() as i32;
        rounded - size
    }

    /// Sets a ReplicaSet's size, if it is another; true when it was.
    pub(super) fn resize(&self, set: ObjectId, size: i32, id: ObjectId, world: &mut World) -> bool {
        world.replica_set(set).replicas != size && self.force_size(set, size, id, world)
    }

    /// Sets a ReplicaSet's size and what it remembers of the Deployment's.
    fn force_size(&self, set: ObjectId, size: i32, id: ObjectId, world: &mut World) -> bool {
        let (desired, max) = (Some(self.spec.replicas), self.spec.replicas + self.spec.max_surge());
        let it = world.replica_set_mut(set);
        let from = it.replicas;
        if (it.desired, it.max, it.replicas) == (desired, max, size) {
            return false;
        }
        (it.desired, it.max) = (desired, max);
        if from != size {
            world.scale_set(set, size);
            let way = if size > from { "up" } else { "down" };
            let name = &world.object(set).name;
            let message = format!("Scaled {way} replica set {name} from {from} to {size}");
            world.say(id, "ScalingReplicaSet", message);
        }
        world.wake(id);
        from != size
    }
}

/// Later ReplicaSets have higher places.
fn active_rank(set: ObjectId) -> i64 {
    i64::try_from(set.at()).unwrap_or(i64::MAX)
}

/// Sorts ReplicaSets, the largest first; of equal ones the newer when growing, the older when shrinking.
fn sort_by_size(sets: &mut [ObjectId], grows: bool, world: &World) {
    sets.sort_by_key(|set| {
        let age = if grows { active_rank(*set) } else { -active_rank(*set) };
        (-world.replica_set(*set).replicas, -age)
    });
}
