//! Times of a plan.

use std::time::Duration;

/// Turns times of the simulation into times since the new objects were applied.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    pub(super) origin: Duration,
}

impl Clock {
    /// The time; 0 for what was before.
    pub(super) fn time(self, at: Duration) -> u64 {
        u64::try_from(at.saturating_sub(self.origin).as_millis()).unwrap_or(u64::MAX)
    }

    /// The time; none for what was before.
    pub(super) fn after(self, at: Duration) -> Option<u64> {
        (self.origin.is_zero() || at >= self.origin).then(|| self.time(at))
    }
}
