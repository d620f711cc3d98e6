//! What a CronJob is.

use super::spec::Spec;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::queue::Millis;

/// The controller looks a little after the time, lest its clock be ahead of the server's.
pub(super) const AFTER_THE_TIME: Millis = 100;

/// A CronJob's spec and status.
#[derive(Debug)]
pub(crate) struct CronJob {
    pub(crate) spec: Spec,
    /// When it was made, which is when its first interval begins.
    pub(super) created: Option<Millis>,
    pub(super) status: Status,
    /// Whether the schedule changed since the last turn: the next is at its next time, not now.
    pub(super) rescheduled: bool,
    /// The first time after the last one, while both are known.
    pub(super) upcoming: Option<Millis>,
    pub(super) rhythm: RepeatDetector,
}

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

/// A moment at which a Job was due and nothing else was in motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rest {
    pub(super) at: Millis,
    /// How long the timeline was.
    pub(super) log: usize,
    /// How many Jobs that succeeded and that failed were kept.
    pub(super) kept: (usize, usize),
}

/// The last three such moments, without another between them.
#[derive(Debug, Default)]
pub(super) struct RepeatDetector(pub(super) Vec<Rest>);
