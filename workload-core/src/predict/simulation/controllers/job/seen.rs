//! What a turn sees of a Pod, and what the Job remembers of it.

use super::failure_policy::Verdict;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::pod::Pod;
use crate::predict::simulation::queue::Millis;

/// What the Job remembers of a Pod: how often its index had failed before, counted and ignored.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tracked {
    pub(super) failures: u32,
    pub(super) ignored: u32,
}

/// A Pod at the beginning of a turn.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a Pod can be most of this at once")]
pub(super) struct Seen {
    pub(super) id: PodId,
    pub(super) index: Option<u32>,
    pub(super) tracked: Tracked,
    /// Whether it has yet to be counted.
    pub(super) held: bool,
    /// Whether it counts at all: its index is one of the Job's.
    pub(super) valid: bool,
    pub(super) active: bool,
    pub(super) ready: bool,
    pub(super) terminating: bool,
    pub(super) succeeded: bool,
    pub(super) failed: bool,
    pub(super) verdict: Verdict,
    pub(super) end: Millis,
    pub(super) restarts: u32,
}

impl Tracked {
    /// Whether the Job is not done with the Pod.
    pub(super) fn is_open(pod: &Pod) -> bool {
        !pod.gone && (pod.held || !pod.is_over())
    }
}

impl Seen {
    /// Whether the Job has yet to count it.
    pub(super) fn counts(&self) -> bool {
        self.held && self.valid
    }
}

/// What was seen of a Pod.
pub(super) fn find(seen: &[Seen], id: PodId) -> Option<&Seen> {
    seen.binary_search_by_key(&id, |pod| pod.id).ok().map(|at| &seen[at])
}

impl Tracked {
    /// All failures of the index before the Pod.
    pub(super) const fn all(self) -> u32 {
        self.failures + self.ignored
    }

    /// The same for the Pod that replaces a failed one.
    pub(super) fn after(failed: &Seen) -> Self {
        let ignored = u32::from(failed.verdict == Verdict::Ignore);
        Self { failures: failed.tracked.failures + 1 - ignored, ignored: failed.tracked.ignored + ignored }
    }
}
