//! How long a Job waits before it makes another Pod: 10 s after a first failure, then twice as
//! long each time, up to ten minutes; a success resets it.

use crate::predict::simulation::pod::Pod;
use crate::predict::simulation::queue::{Millis, whole_second};

const FIRST: Millis = 10_000;
const LAST: Millis = 600_000;

/// The failures since the last success.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
    last: Millis,
}

impl Backoff {
    /// Takes Pods in that ended since the last turn, by the times of their ends.
    pub(super) fn after(self, mut succeeded: Vec<Millis>, mut failed: Vec<Millis>) -> Self {
        succeeded.sort_unstable();
        failed.sort_unstable();
        let count = |failed: &[Millis]| u32::try_from(failed.len()).unwrap_or(u32::MAX);
        let last = failed.last().copied();
        let Some(success) = succeeded.last() else {
            let last = last.unwrap_or(self.last);
            return Self { failures: self.failures.saturating_add(count(&failed)), last };
        };
        failed.retain(|end| end > success);
        Self { failures: count(&failed), last: failed.last().copied().unwrap_or(0) }
    }

    /// How long it is still to wait.
    pub(super) fn remaining(self, now: Millis) -> Millis {
        remaining(self.failures, self.last, now)
    }
}

/// How long it is to wait after so many failures, the last of them at a time.
pub(super) fn remaining(failures: u32, last: Millis, now: Millis) -> Millis {
    if failures == 0 {
        return 0;
    }
    let pause = if failures > 6 { LAST } else { LAST.min(FIRST << (failures - 1)) };
    (last + pause).saturating_sub(now)
}

/// When a Pod ended; of one that is still being deleted, when that was asked for, or when its node
/// was found dead.
pub(super) fn end(pod: &Pod) -> Millis {
    let is_lost = pod.runs_well && !pod.ready && pod.ended.is_none();
    let lost = pod.deleting.filter(|_| is_lost).map(|asked| asked.min(pod.ready_since));
    whole_second(pod.ended.or(lost).or(pod.deleting).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_doubles_up_to_ten_minutes() {
        let pauses: Vec<_> = (0..9).map(|failures| remaining(failures, 5000, 5000) / 1000).collect();
        assert_eq!(pauses, [0, 10, 20, 40, 80, 160, 320, 600, 600]);
        assert_eq!(remaining(2, 5000, 12_000), 13_000);
        assert_eq!(remaining(1, 5000, 60_000), 0);
    }

    #[test]
    fn a_success_forgets_the_failures_before_it() {
        let failed = Backoff::default().after(vec![], vec![9000, 4000]);
        assert_eq!((failed.failures, failed.last), (2, 9000));
        let then = failed.after(vec![12_000], vec![11_000, 13_000]);
        assert_eq!((then.failures, then.last), (1, 13_000));
        assert_eq!(then.after(vec![20_000], vec![]).remaining(20_000), 0);
    }
}
