//! Starting the Job whose time has come, unless it is too late or another still runs.

use super::model::{AFTER_THE_TIME, CronJob};
use super::spec::Concurrency;
use super::times::Missed;
use crate::predict::simulation::controllers::job::model::Job;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::{Kind, Propagation};
use crate::predict::simulation::log::EventKind;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::Object;
use crate::predict::simulation::world::World;

/// What the controller says when more than a hundred times passed.
const TOO_MANY_MISSED: &str =
    "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew";

impl CronJob {
    /// Starts what is due, and asks for the turn at the next time.
    pub(super) fn start_due(&mut self, created: Millis, id: ObjectId, world: &mut World) {
        if let Some(next) = self.upcoming.filter(|next| world.now < *next) {
            return world.wake_by(next + AFTER_THE_TIME, id);
        }
        let Some(times) = self.times(world) else {
            let message = format!("unparseable schedule: {:?}", self.spec.written);
            return world.say(id, "UnparseableSchedule", message);
        };
        let last = self.status.last_schedule.unwrap_or(created);
        let window = self.spec.starting_deadline.and_then(|deadline| world.now.checked_sub(deadline));
        match times.latest(last.max(window.unwrap_or(0)), world.now) {
            Missed::Latest(time, many) => {
                if many {
                    world.say(id, "TooManyMissedTimes", TOO_MANY_MISSED.to_owned());
                }
                self.start_at(time, id, world);
            }
            Missed::None | Missed::Unknown => {}
            Missed::Never => {
                return world.say(id, "InvalidSchedule", format!("invalid schedule: {}", self.spec.written));
            }
        }
        self.look_again(created, id, world);
    }

    /// Asks for a turn at the next time of the schedule.
    pub(super) fn look_again(&mut self, created: Millis, id: ObjectId, world: &mut World) {
        let last = self.status.last_schedule.unwrap_or(created);
        let (missed, next) = match self.times(world) {
            Some(times) => (times.latest(last, world.now), times.look_again(last, world.now)),
            None => (Missed::Never, None),
        };
        self.upcoming = next.filter(|_| missed == Missed::None);
        if let Some(next) = next {
            world.wake_by((next + AFTER_THE_TIME).max(world.now), id);
        }
    }

    fn start_at(&mut self, time: Millis, id: ObjectId, world: &mut World) {
        if self.spec.starting_deadline.is_some_and(|deadline| time.saturating_add(deadline) < world.now) {
            return world.say(id, "MissSchedule", "Missed scheduled time to start a job".to_owned());
        }
        let Some(minutes) = self.times(world).map(|times| times.minutes(time)) else { return };
        let name = format!("{}-{minutes}", world.object(id).name);
        let is_active = self.status.active.iter().any(|job| *world.object(*job).name == *name);
        if is_active || self.status.last_schedule == Some(time) {
            return;
        }
        if self.may_start(id, world) && !self.pass_over(time, id, world) {
            self.start(time, &name, id, world);
        }
    }

    /// Makes way for another Job, as the concurrency policy says; false where it forbids one.
    fn may_start(&mut self, id: ObjectId, world: &mut World) -> bool {
        match self.spec.concurrency {
            Concurrency::Forbid if !self.status.active.is_empty() => {
                let message =
                    "Not starting job because prior execution is running and concurrency policy is Forbid";
                world.say(id, "JobAlreadyActive", message.to_owned());
                return false;
            }
            Concurrency::Replace => {
                for job in std::mem::take(&mut self.status.active) {
                    delete_job(job, id, world);
                }
            }
            _ => {}
        }
        true
    }

    /// Makes the Job of a time. One of that name is taken for it, if the CronJob made it.
    fn start(&mut self, time: Millis, name: &str, id: ObjectId, world: &mut World) {
        let namespace = world.object(id).namespace.clone();
        let job = match world.find(Kind::Job, &namespace, name) {
            Some(job) if world.object(job).owner != Some(id) => return,
            Some(job) => job,
            None => {
                let controller = Box::new(Job::of(self.spec.job.clone()));
                let mut job = Object::new(Kind::Job, &namespace, name, controller);
                job.owner = Some(id);
                let job = world.create(job, EventKind::Created);
                world.say(id, "SuccessfulCreate", format!("Created job {name}"));
                job
            }
        };
        self.status.active.push(job);
        self.status.last_schedule = Some(time);
        self.status.changed = true;
        // The controller sees the Job it made and looks again.
        world.wake(id);
    }
}

/// Deletes a Job and its Pods, and says so.
pub(super) fn delete_job(job: ObjectId, id: ObjectId, world: &mut World) {
    let message = format!("Deleted job {}", world.object(job).name);
    world.delete(job, Propagation::Background);
    world.say(id, "SuccessfulDelete", message);
}
