//! ReplicaSets: so many Pods of one template, which one goes first, and their counts.

mod ranks;
pub(crate) mod victims;

use std::sync::Arc;

use self::victims::Victims;
use crate::predict::simulation::controllers::backoff::Backoff;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::pods::NewPod;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;

/// A ReplicaSet's spec and status.
#[derive(Debug)]
pub(crate) struct ReplicaSet {
    /// How many Pods it is to have.
    pub(crate) replicas: i32,
    pub(crate) template: Arc<Template>,
    /// The number of its template among those of its Deployment.
    pub(crate) revision: u32,
    /// Its `deployment.kubernetes.io/revision`.
    pub(crate) number: i64,
    /// How many Pods its Deployment wanted when it was last scaled.
    pub(crate) desired: i32,
    /// How many Pods its Deployment could have had then.
    pub(crate) max: i32,
    pub(crate) min_ready: Millis,
    pub(crate) status: SetStatus,
    /// Whether it could not make a Pod.
    pub(crate) fails: bool,
    /// What the server said to the last Pod it could not make.
    failure: Option<String>,
    /// How many Pods it has made.
    pub(crate) made: u32,
    backoff: Backoff,
    pub(crate) victims: Victims,
}

/// What a ReplicaSet reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SetStatus {
    pub(crate) replicas: i32,
    pub(crate) ready: i32,
    pub(crate) available: i32,
    pub(crate) terminating: i32,
}

impl ReplicaSet {
    /// An empty ReplicaSet of a template.
    pub(crate) fn new(template: Arc<Template>, revision: u32) -> Self {
        Self {
            replicas: 0,
            template,
            revision,
            number: 0,
            desired: 0,
            max: 0,
            min_ready: 0,
            status: SetStatus::default(),
            fails: false,
            failure: None,
            made: 0,
            backoff: Backoff::default(),
            victims: Victims::default(),
        }
    }

    fn manage(&mut self, active: i32, id: ObjectId, world: &mut World) {
        let missing = self.replicas - active;
        if missing < 0 {
            self.fails = false;
            return self.delete(missing.unsigned_abs() as usize, id, world);
        }
        for _ in 0..missing {
            if let Err(reason) = self.make_pod(id, world) {
                return self.note_failure(&reason, id, world);
            }
        }
        self.fails = false;
        self.failure = None;
        self.backoff.reset();
    }

    fn delete(&mut self, count: usize, id: ObjectId, world: &mut World) {
        for pod in self.victims.pick(id, count, world).into_iter().rev() {
            world.delete_pod(pod);
            let name = world.pod(pod).name.clone();
            world.say(id, "SuccessfulDelete", format!("Deleted pod: {name}"));
        }
    }

    fn make_pod(&mut self, id: ObjectId, world: &mut World) -> Result<(), String> {
        let name = format!("{}-{}", world.object(id).name, self.made + 1);
        let pod = world.create_pod(NewPod {
            name: name.clone(),
            owner: id,
            template: Arc::clone(&self.template),
            revision: self.revision,
            ordinal: None,
            attempt: self.made + 1,
            pinned: None,
            claims: Vec::new(),
            min_ready: self.min_ready,
        });
        pod.map(|pod| {
            self.made += 1;
            self.victims.note(victims::rank(pod, world));
            world.say(id, "SuccessfulCreate", format!("Created pod: {name}"));
        })
    }

    fn note_failure(&mut self, reason: &str, id: ObjectId, world: &mut World) {
        self.fails = true;
        self.failure = Some(reason.to_owned());
        let message = format!("Error creating: pods \"{}-?\" is forbidden: {reason}", world.object(id).name);
        world.say(id, "FailedCreate", message);
        let retry = world.now + self.backoff.wait();
        world.wake_at(retry, id);
    }
}

impl Controller for ReplicaSet {
    /// One turn: make or delete the difference, then report what was there before.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        let counts = world.object(id).counts;
        let status = SetStatus {
            replicas: counts.active,
            ready: counts.ready,
            available: counts.available,
            terminating: counts.terminating,
        };
        let failed_before = self.fails;
        if world.object(id).deleting.is_none() {
            self.manage(counts.active, id, world);
        }
        if status != self.status || failed_before != self.fails {
            self.status = status;
            world.tell_owner(id);
        }
    }

    fn apply(&mut self, _new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) {}

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.template)
    }

    fn scale(&self) -> Option<i32> {
        Some(self.replicas)
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<String> {
        let reason = self.failure.as_ref()?;
        Some(format!("ReplicaSet {} cannot make its Pods: {reason}", world.object(id).name))
    }
}

impl World {
    /// A ReplicaSet's controller, to look at.
    pub(crate) fn replica_set(&self, id: ObjectId) -> &ReplicaSet {
        self.controller_of(id).expect("a Deployment owns ReplicaSets alone")
    }

    /// A ReplicaSet's controller, to change it from outside.
    pub(crate) fn replica_set_mut(&mut self, id: ObjectId) -> &mut ReplicaSet {
        self.controller_of_mut(id).expect("a Deployment owns ReplicaSets alone")
    }

    /// The sizes of ReplicaSets together.
    pub(crate) fn total_size(&self, sets: impl IntoIterator<Item = ObjectId>) -> i32 {
        sets.into_iter().map(|set| self.replica_set(set).replicas).sum()
    }

    /// Sets a ReplicaSet's size.
    pub(crate) fn scale_set(&mut self, id: ObjectId, to: i32) {
        let from = std::mem::replace(&mut self.replica_set_mut(id).replicas, to);
        self.record(Subject::Object(id), EventKind::Scaled { from, to });
        self.wake(id);
    }

    /// Gives the owner of an object a turn.
    pub(crate) fn tell_owner(&mut self, id: ObjectId) {
        if let Some(owner) = self.object(id).owner {
            self.wake(owner);
        }
    }
}
