//! What a CronJob reports.

use super::model::CronJob;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{EventKind, Field, Subject};
use crate::predict::simulation::world::World;

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
        world.record(Subject::Object(id), EventKind::status(fields));
    }
}
