//! `schedule`: when a scheduled app runs.

use crate::description::{Anchor, Description};
use crate::shape::Shape;
use crate::shape::can::FollowSchedule;
use crate::values::Schedule;

impl<S: Shape> Description<S> {
    /// `schedule = "0 3 * * *"`: when the app runs; this makes it a scheduled one.
    #[track_caller]
    pub fn schedule(&mut self, schedule: Schedule) -> &mut Self
    where
        S: FollowSchedule,
    {
        S::cron_job(&mut self.spec).schedule = schedule.into();
        self.note(Anchor::Object, "spec.schedule")
    }
}
