//! Jobs: Pods that run to their end, counted, retried and given up.
//!
//! The arithmetic is that of Kubernetes' `pkg/controller/job`. A Pod is held, by a finalizer in a
//! real cluster, until its Job has counted it, so a turn looks only at the Pods that run, that
//! are being deleted, or that wait to be counted.

mod backoff;
mod counting;
mod failure_policy;
mod finish;
mod indexes;
mod intervals;
mod manage;
pub(crate) mod model;
mod outcome;
mod pods;
mod seen;
pub(crate) mod spec;
mod status;
mod success_policy;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::backoff::Backoff;
use self::model::{Job, Status, Turn};
use self::outcome::Finish;
use self::seen::{Seen, Tracked};
use self::spec::Spec;
use crate::k8s::Object;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::queue::{Millis, whole_second};
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// How long the controller waits after the server refused something: it doubles from 1 s to 60 s.
const FIRST_RETRY: Millis = 1000;
const LAST_RETRY: Millis = 60_000;

/// The controller of a Job.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::Job(object) = object else { return None };
    Some((Kind::Job, Box::new(Job::read(object))))
}

impl Job {
    /// The template after an update to `new`; only a Job that has not started takes another one.
    fn template_after(&self, new: &Arc<Template>) -> Result<Arc<Template>, String> {
        let own = &self.spec.template;
        let may_change = self.spec.suspend && self.status.start.is_none() && own.images == new.images;
        match own.is_same(new) {
            true => Ok(Arc::clone(own)),
            false if may_change => Ok(Arc::clone(new)),
            false => Err("has a `spec.template` that cannot change".to_owned()),
        }
    }

    /// Reads a Job.
    pub(crate) fn read(object: &k8s_openapi::api::batch::v1::Job) -> Self {
        let spec: Option<_> = object.spec.clone().into();
        Self::of(Spec::read(spec.unwrap_or_default()))
    }

    /// A new Job.
    pub(crate) fn of(spec: Spec) -> Self {
        Self {
            spec,
            status: Status::default(),
            conditions: Conditions::default(),
            decided: None,
            backoff: Backoff::default(),
            pods: BTreeMap::new(),
            made: 0,
            made_of: BTreeMap::new(),
            refusals: 0,
            recorded: None,
        }
    }

    /// Stops the Job, or lets it run.
    fn act(&mut self, turn: &mut Turn, seen: &[Seen], id: ObjectId, world: &mut World) {
        if turn.finish.is_some() {
            return self.stop_all(turn, seen, id, world);
        }
        if world.object(id).deleting.is_none() {
            self.manage(turn, seen, id, world);
        }
        let wanted = self.spec.completions;
        let enough = wanted.map_or(turn.succeeded > 0, |wanted| turn.succeeded >= wanted);
        if enough && turn.active == 0 {
            turn.finish = Some(Finish::complete("CompletionsReached"));
        } else if world.object(id).deleting.is_none() {
            self.note_suspension(id, world);
        }
    }

    /// Whether the completions may change: of an Indexed Job together with the parallelism.
    fn may_resize(&self, new: &Spec) -> bool {
        new.indexed && new.completions == Some(new.parallelism)
    }

    /// A turn that the server refused is tried again, later and later.
    fn retry(&mut self, id: ObjectId, world: &mut World) {
        let delay = (FIRST_RETRY << self.refusals.min(6)).min(LAST_RETRY);
        self.refusals += 1;
        world.wake_by(world.now + delay, id);
    }
}

impl Controller for Job {
    /// One turn.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        if self.spec.foreign {
            return;
        }
        if self.status.finished.is_some() {
            return self.expire(id, world);
        }
        self.pods.retain(|pod, _| Tracked::is_open(world.pod(*pod)));
        let seen = self.see(id, world);
        if self.status.start.is_none() && !self.spec.suspend {
            self.status.start = Some(whole_second(world.now));
        }
        let mut turn = self.turn(&seen);
        turn.finish = self.finish_of(&turn, &seen, id, world);
        self.act(&mut turn, &seen, id, world);
        self.write(turn, &seen, id, world);
    }

    /// The template of a Job cannot change, but for where its Pods run while it has never begun.
    fn apply(&mut self, new: Box<dyn Controller>, id: ObjectId, world: &mut World) -> Result<(), String> {
        let Some(new) = downcast::<Self>(new) else { return Ok(()) };
        let template = self.template_after(&new.spec.template)?;
        if new.spec.completions != self.spec.completions && !self.may_resize(&new.spec) {
            return Err("has `spec.completions` that cannot change".to_owned());
        }
        if new.spec.parallelism != self.spec.parallelism {
            world.record(Subject::Object(id), EventKind::Parallelism(new.spec.parallelism));
        }
        self.spec = Spec { template, ..new.spec };
        Ok(())
    }

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.spec.template)
    }

    fn suspend(&mut self, on: bool) -> Result<(), String> {
        self.spec.suspend = on;
        Ok(())
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let failed =
            self.decided.as_ref().filter(|finish| !finish.success && self.status.finished.is_some())?;
        // Of the Jobs of a CronJob the next is on its way.
        let object = world.object(id);
        object.owner.is_none().then(|| failed.cause(&object.name, &object.namespace))
    }
}
