//! What a CronJob reports.

use super::CronJob;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{Field, Subject, What};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// A CronJob's status.
#[derive(Debug, Default)]
pub(super) struct Status {
    /// The Jobs that have not ended, as far as was seen.
    pub(super) active: Vec<ObjectId>,
    /// The time of the schedule for which a Job was last made.
    pub(super) last_schedule: Option<Millis>,
    /// Whether it is to be written.
    pub(super) changed: bool,
}

impl CronJob {
    /// Writes the status when it changed.
    pub(super) fn write_status(&mut self, id: ObjectId, world: &mut World) {
        if !std::mem::take(&mut self.status.changed) {
            return;
        }
        let active = self.status.active.iter().map(|job| Box::from(&*world.object(*job).name)).collect();
        let seconds =
            self.status.last_schedule.zip(self.times(world)).map(|(time, times)| times.seconds(time));
        let fields =
            [("active", Field::Names(active)), ("lastScheduleTime", Field::Count(seconds.unwrap_or(0)))];
        world.record(Subject::Object(id), What::status(fields));
    }
}
