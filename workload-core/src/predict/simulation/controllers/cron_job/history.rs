//! The Jobs that have ended: seeing it, and keeping so many of each kind.

use super::model::CronJob;
use super::start::delete_job;
use crate::predict::simulation::controllers::job::model::Job;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl CronJob {
    /// Deletes the oldest Jobs that have ended, beyond the limits.
    pub(super) fn clean_up(&mut self, id: ObjectId, world: &mut World) {
        let limits = [(true, self.spec.successes), (false, self.spec.failures)];
        for (success, limit) in limits {
            let ended = world.object(id).owned.iter().copied();
            let mut ended: Vec<_> =
                ended.filter(|job| world.job(*job).and_then(Job::finished) == Some(success)).collect();
            ended.sort_by_cached_key(|job| {
                (world.job(*job).and_then(Job::start), world.object(*job).name.clone())
            });
            let surplus = ended.len().saturating_sub(limit);
            for job in ended.into_iter().take(surplus) {
                self.forget(job, id, world);
            }
        }
    }

    fn forget(&mut self, job: ObjectId, id: ObjectId, world: &mut World) {
        delete_job(job, id, world);
        let active = self.status.active.len();
        self.status.active.retain(|active| *active != job);
        if self.status.active.len() < active {
            // The controller looks again before it has seen its own status, and misses the Job.
            world.say(id, "MissingJob", format!("Active job went missing: {}", world.object(job).name));
        }
        self.status.changed = true;
    }

    /// Takes Jobs off the list of active ones that have ended or gone.
    pub(super) fn see_jobs(&mut self, id: ObjectId, world: &mut World) {
        for job in self.status.active.clone() {
            let name = &world.object(job).name;
            let (reason, message) = match world.job(job).and_then(Job::finished) {
                _ if world.object(job).gone => ("MissingJob", format!("Active job went missing: {name}")),
                None => continue,
                Some(success) => {
                    let condition = if success { "Complete" } else { "Failed" };
                    ("SawCompletedJob", format!("Saw completed job: {name}, condition: {condition}"))
                }
            };
            world.say(id, reason, message);
            self.status.active.retain(|active| *active != job);
            self.status.changed = true;
        }
    }
}

impl World {
    /// A Job's controller, to look at.
    pub(super) fn job(&self, id: ObjectId) -> Option<&Job> {
        self.controller_of(id)
    }
}
