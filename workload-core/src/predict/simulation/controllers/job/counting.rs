//! What the Pods of a turn add up to.

use super::backoff::Backoff;
use super::failure_policy::Verdict;
use super::model::{Job, Turn};
use super::seen::Seen;
use crate::predict::simulation::template::Restarts;

impl Job {
    /// Adds up what was seen.
    pub(super) fn turn(&self, seen: &[Seen]) -> Turn {
        let succeeded = || seen.iter().filter(|pod| pod.counts() && pod.succeeded);
        let failed = || seen.iter().filter(|pod| pod.counts() && pod.failed);
        let mut turn = Turn {
            active: count(seen.iter().filter(|pod| pod.active)),
            ready: count(seen.iter().filter(|pod| pod.ready)),
            terminating: count(seen.iter().filter(|pod| pod.terminating)),
            succeeded: self.status.succeeded + count(succeeded()),
            failed: self.status.failed + count(failed().filter(|pod| pod.verdict != Verdict::Ignore)),
            backoff: self.new_backoff(succeeded(), failed()),
            ..Turn::default()
        };
        if self.spec.indexed {
            self.add_up_indexes(&mut turn, seen);
        }
        turn
    }

    fn new_backoff<'a>(
        &self,
        succeeded: impl Iterator<Item = &'a Seen>,
        failed: impl Iterator<Item = &'a Seen>,
    ) -> Backoff {
        self.backoff.after(succeeded.map(|pod| pod.end).collect(), failed.map(|pod| pod.end).collect())
    }

    /// Whether the containers of running Pods were restarted too often.
    pub(super) fn restarted_too_often(&self, seen: &[Seen]) -> bool {
        let restarts: u32 = seen.iter().map(|pod| pod.restarts).sum();
        let limit = u32::try_from(self.spec.backoff_limit).unwrap_or(0).max(1);
        self.spec.template.restarts == Restarts::OnFailure && restarts >= limit
    }
}

/// How many there are.
pub(super) fn count<'a>(pods: impl Iterator<Item = &'a Seen>) -> i32 {
    i32::try_from(pods.count()).unwrap_or(i32::MAX)
}
