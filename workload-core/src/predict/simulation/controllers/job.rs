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
mod pods;
mod spec;
mod status;
mod success_policy;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::backoff::Backoff;
use self::finish::Finish;
use self::intervals::Intervals;
use self::pods::{Seen, Tracked};
pub(crate) use self::spec::Spec;
use self::status::Status;
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::log::{Subject, What};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// How long the controller waits after the server refused something: it doubles from 1 s to 60 s.
const FIRST_RETRY: Millis = 1000;
const LAST_RETRY: Millis = 60_000;

/// A Job's spec and status.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) spec: Spec,
    status: Status,
    conditions: Conditions,
    /// What it has come to, from the moment that is known.
    decided: Option<Finish>,
    backoff: Backoff,
    /// The Pods that are not done with.
    pods: BTreeMap<PodId, Tracked>,
    /// How many Pods it has made, and how many of each index that has not succeeded.
    made: u32,
    made_of: BTreeMap<u32, u32>,
    /// How often in a row the server refused something.
    refusals: u32,
    /// The status that stands in the timeline.
    recorded: Option<What>,
}

/// What a turn comes to, before it is written down.
#[derive(Debug, Default)]
struct Turn {
    active: i32,
    ready: i32,
    terminating: i32,
    succeeded: i32,
    failed: i32,
    backoff: Backoff,
    succeeded_indexes: Intervals,
    failed_indexes: Intervals,
    /// Of an index that is to be tried again, the Pod that failed last.
    waiting: BTreeMap<u32, PodId>,
    finish: Option<Finish>,
    /// Whether the server refused a Pod.
    refused: bool,
}

impl Job {
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

    /// Takes over a newer spec; the template of a Job cannot change.
    pub(crate) fn apply(&mut self, new: Self, id: ObjectId, world: &mut World) {
        if new.spec.parallelism != self.spec.parallelism {
            world.record(Subject::Object(id), What::Parallelism(new.spec.parallelism));
        }
        self.spec = Spec { template: Arc::clone(&self.spec.template), ..new.spec };
    }

    /// One turn.
    pub(crate) fn reconcile(&mut self, id: ObjectId, world: &mut World) {
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

    /// A turn that the server refused is tried again, later and later.
    fn retry(&mut self, id: ObjectId, world: &mut World) {
        let delay = (FIRST_RETRY << self.refusals.min(6)).min(LAST_RETRY);
        self.refusals += 1;
        world.wake_by(world.now + delay, id);
    }
}

/// Times in a status are whole seconds.
const fn whole_second(time: Millis) -> Millis {
    time / 1000 * 1000
}
