//! What a turn sees of the Pods that are not done with.

use super::backoff;
use super::failure_policy::judge;
use super::model::Job;
use super::seen::{Seen, Tracked};
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::world::World;

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
