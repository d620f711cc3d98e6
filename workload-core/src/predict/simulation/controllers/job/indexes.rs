//! Indexed Jobs: which indexes are done, given up, or to be tried again.

use std::collections::BTreeSet;

use super::failure_policy::Verdict;
use super::model::{Job, Turn};
use super::seen::{Seen, find};

impl Job {
    /// Adds up what was seen of each index.
    pub(super) fn add_up_indexes(&self, turn: &mut Turn, seen: &[Seen]) {
        let count = self.spec.index_count();
        turn.succeeded_indexes = self.status.succeeded_indexes.below(count);
        turn.failed_indexes = self.status.failed_indexes.below(count);
        for pod in seen.iter().filter(|pod| pod.counts()) {
            let Some(index) = pod.index else { continue };
            if pod.succeeded {
                turn.succeeded_indexes.insert(index);
            }
            if self.gives_up(pod) {
                turn.failed_indexes.insert(index);
            }
        }
        turn.succeeded = i32::try_from(turn.succeeded_indexes.total()).unwrap_or(i32::MAX);
        if self.spec.backoff_limit_per_index.is_some() {
            wait(turn, seen);
        }
    }

    /// Whether a Pod's index is not tried again after it.
    fn gives_up(&self, pod: &Seen) -> bool {
        let Some(limit) = self.spec.backoff_limit_per_index else { return false };
        let often = pod.tracked.failures >= u32::try_from(limit).unwrap_or(0);
        pod.failed && (pod.verdict == Verdict::FailIndex || pod.verdict != Verdict::Ignore && often)
    }

    /// The indexes for so many new Pods: the lowest that are neither done, given up nor running.
    pub(super) fn free_indexes(&self, many: usize, turn: &Turn, seen: &[Seen]) -> Vec<u32> {
        let mut taken = turn.succeeded_indexes.clone();
        taken.extend(&turn.failed_indexes);
        let replaces_failed_only = self.spec.replaces_failed_only;
        let busy = seen.iter().filter(|pod| pod.active || pod.terminating && replaces_failed_only);
        busy.filter_map(|pod| pod.index).for_each(|index| taken.insert(index));
        taken.lowest_free(many, self.spec.index_count())
    }
}

/// Notes of each index that is to be tried again the Pod that failed last: its end tells when.
fn wait(turn: &mut Turn, seen: &[Seen]) {
    let active: BTreeSet<_> = seen.iter().filter(|pod| pod.active).filter_map(|pod| pod.index).collect();
    for pod in seen.iter().filter(|pod| pod.counts() && pod.failed) {
        let Some(index) = pod.index else { continue };
        if turn.succeeded_indexes.has(index) || turn.failed_indexes.has(index) || active.contains(&index) {
            continue;
        }
        let before = turn.waiting.get(&index).and_then(|id| find(seen, *id));
        if before.is_none_or(|before| (before.tracked.all(), before.end) <= (pod.tracked.all(), pod.end)) {
            turn.waiting.insert(index, pod.id);
        }
    }
}
