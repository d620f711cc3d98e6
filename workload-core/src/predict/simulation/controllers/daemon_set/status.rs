//! What a DaemonSet reports.

use super::DaemonSet;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{EventKind, Field, Subject};
use crate::predict::simulation::world::World;

impl DaemonSet {
    /// Writes the status where it differs from the last one.
    pub(super) fn write_status(&mut self, id: ObjectId, world: &mut World) {
        if self.status[0] != self.view.counts[0] {
            let desired = i32::try_from(self.view.counts[0]).unwrap_or(i32::MAX);
            world.record(Subject::Object(id), EventKind::Wants(desired));
        }
        // Pods that were made or deleted in this turn are seen in the next.
        if std::mem::replace(&mut self.status, self.view.counts) == self.view.counts {
            return;
        }
        world.record(Subject::Object(id), EventKind::status(self.status_fields()));
    }

    fn status_fields(&self) -> [(&'static str, Field); 7] {
        let [desired, current, ready, available, updated, misplaced] =
            self.status.map(|count| i32::try_from(count).unwrap_or(i32::MAX));
        [
            ("desiredNumberScheduled", desired.into()),
            ("currentNumberScheduled", current.into()),
            ("numberReady", ready.into()),
            ("numberAvailable", available.into()),
            ("updatedNumberScheduled", updated.into()),
            ("numberMisscheduled", misplaced.into()),
            ("numberUnavailable", (desired - available).into()),
        ]
    }
}
