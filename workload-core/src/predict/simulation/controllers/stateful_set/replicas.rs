//! The Pods a StatefulSet should have, and those it should not.

use std::sync::Arc;

use super::model::{StatefulSet, Turn};
use crate::predict::simulation::controllers::history::Revision;
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::pods::NewPod;
use crate::predict::simulation::world::World;

impl StatefulSet {
    /// Sees to every replica in order; true ends the turn, as one of them must be waited for.
    pub(super) fn make_replicas(&mut self, turn: &Turn, world: &mut World) -> bool {
        for (at, replica) in turn.replicas.iter().enumerate() {
            let ordinal = self.spec.start + u32::try_from(at).unwrap_or(u32::MAX);
            let waits = match replica {
                Some(pod) => self.see_to(*pod, turn, world),
                None => self.make(ordinal, turn, world) || !self.spec.parallel,
            };
            if waits && !self.spec.parallel {
                return true;
            }
        }
        false
    }

    /// Looks after a replica that is there; true when it must be waited for.
    fn see_to(&self, pod: PodId, turn: &Turn, world: &mut World) -> bool {
        let it = world.pod(pod);
        if it.is_over() {
            if it.deleting.is_none() {
                self.delete(pod, turn, world);
            }
            return true;
        }
        if it.deleting.is_some() || !it.is_available() {
            return true;
        }
        self.own_claims(pod, false, turn.id, world);
        false
    }

    /// Makes the Pod of an ordinal; true when its claims are in the way.
    fn make(&mut self, ordinal: u32, turn: &Turn, world: &mut World) -> bool {
        let Some(claims) = self.claims_of(ordinal, turn.id, world) else { return true };
        let Revision { name: revision, template, .. } = self.revision_for(ordinal, turn);
        let name = format!("{}-{ordinal}", world.object(turn.id).name);
        if world.has_pod(turn.id, &name) {
            // Another Pod has the name; the server says so to nobody else.
            self.retry(turn.id, world);
            return true;
        }
        let new = NewPod::new(name.clone(), turn.id, Arc::clone(template));
        let (revision, min_ready) = (*revision, self.spec.min_ready);
        match world.create_pod(NewPod { revision, ordinal: Some(ordinal), claims, min_ready, ..new }) {
            Ok(pod) => {
                self.made(pod, turn.id, world);
                false
            }
            Err(reason) => {
                self.refused(&name, &reason, turn.id, world);
                true
            }
        }
    }

    fn made(&mut self, pod: PodId, id: ObjectId, world: &mut World) {
        self.backoff.reset();
        let (name, set) = (world.pod(pod).name.clone(), world.object(id).name.clone());
        world.say(id, "SuccessfulCreate", format!("Create Pod {name} in StatefulSet {set} successful"));
        self.own_claims(pod, false, id, world);
    }

    fn refused(&mut self, name: &str, reason: &str, id: ObjectId, world: &mut World) {
        let set = world.object(id).name.clone();
        let message = format!(
            "create Pod {name} in StatefulSet {set} failed error: pods \"{name}\" is forbidden: {reason}"
        );
        world.say(id, "FailedCreate", message);
        self.retry(id, world);
    }

    /// Looks again after a while, each time a longer one.
    fn retry(&mut self, id: ObjectId, world: &mut World) {
        let due = world.now + self.backoff.wait();
        world.wake_at(due, id);
    }

    /// Below the partition a Pod that comes back has the template of before.
    fn revision_for<'a>(&self, ordinal: u32, turn: &'a Turn) -> &'a Revision {
        let keeps = !self.spec.on_delete && ordinal < self.spec.start + self.spec.partition;
        if keeps { &turn.current } else { &turn.update }
    }

    /// Deletes the Pods that are too many, from the top; true ends the turn.
    pub(super) fn remove_condemned(&self, turn: &Turn, world: &mut World) -> bool {
        for pod in &turn.condemned {
            self.own_claims(*pod, true, turn.id, world);
        }
        for pod in &turn.condemned {
            let waits = self.remove(*pod, turn, world);
            if waits && !self.spec.parallel {
                return true;
            }
        }
        false
    }

    fn remove(&self, pod: PodId, turn: &Turn, world: &mut World) -> bool {
        let it = world.pod(pod);
        if it.deleting.is_some() {
            return !self.spec.parallel;
        }
        let first = turn.first_unavailable == Some(pod);
        if it.is_available() || self.spec.parallel || first {
            self.delete(pod, turn, world);
        }
        true
    }

    /// Deletes a Pod and says so.
    pub(super) fn delete(&self, pod: PodId, turn: &Turn, world: &mut World) {
        world.delete_pod(pod);
        let (set, name) = (world.object(turn.id).name.clone(), world.pod(pod).name.clone());
        let message = format!("Delete Pod {name} in StatefulSet {set} successful").into();
        world.record(Subject::Object(turn.id), EventKind::Event { reason: "SuccessfulDelete", message });
    }
}
