//! What a turn sees of the Pods that are not done with.

use super::failure_policy::{Verdict, judge};
use super::{Job, backoff};
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::pod::{Phase, Pod};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

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

impl Job {
    /// Looks at the Pods that are not done with.
    pub(super) fn see(&self, id: ObjectId, world: &World) -> Vec<Seen> {
        let namespace = &world.object(id).namespace;
        self.pods.iter().map(|(pod, tracked)| self.seen(*pod, *tracked, namespace, world)).collect()
    }

    fn seen(&self, id: PodId, tracked: Tracked, namespace: &str, world: &World) -> Seen {
        let pod = world.pod(id);
        let runs = matches!(pod.phase, Phase::Pending | Phase::Running);
        let is_deleted = pod.deleting.is_some() && !self.spec.replaces_failed_only && runs;
        Seen {
            id,
            index: pod.ordinal,
            tracked,
            held: pod.held,
            valid: pod.ordinal.is_none_or(|index| index < self.spec.index_count()),
            active: pod.is_active(),
            ready: pod.is_ready(),
            terminating: pod.is_terminating() && runs,
            succeeded: pod.phase == Phase::Succeeded,
            failed: pod.phase == Phase::Failed || is_deleted,
            verdict: judge(self.spec.failure_policy.as_deref(), namespace, pod),
            end: backoff::end(pod),
            restarts: if runs { pod.restarts } else { 0 },
        }
    }
}

impl Seen {
    /// Whether the Job has yet to count it.
    pub(super) fn counts(&self) -> bool {
        self.held && self.valid
    }
}
