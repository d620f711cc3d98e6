//! When a Job is over, and what for.

use super::failure_policy::Verdict;
use super::model::{Job, Turn};
use super::outcome::Finish;
use super::seen::Seen;
use super::success_policy;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Propagation;
use crate::predict::simulation::log::ConditionStatus;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

impl Job {
    /// Whether the Job ends now.
    pub(super) fn finish_of(
        &self,
        turn: &Turn,
        seen: &[Seen],
        id: ObjectId,
        world: &mut World,
    ) -> Option<Finish> {
        let decided = self.decided.clone().or_else(|| self.failed_by_policy(seen));
        let failed = decided.or_else(|| self.failed(turn, seen, world.now));
        if failed.is_none() {
            self.watch_deadline(id, world);
        }
        failed.or_else(|| self.failed_by_indexes(turn)).or_else(|| self.complete_by_policy(turn))
    }

    fn complete_by_policy(&self, turn: &Turn) -> Option<Finish> {
        let (policy, count) = (&self.spec.success_policy, self.spec.index_count());
        success_policy::is_met(policy, &turn.succeeded_indexes, count)
            .then(|| Finish::complete("SuccessPolicy"))
    }

    fn failed_by_policy(&self, seen: &[Seen]) -> Option<Finish> {
        seen.iter().filter(|pod| pod.failed).find_map(|pod| match &pod.verdict {
            Verdict::FailJob(message) => Some(Finish::failed("PodFailurePolicy", message)),
            _ => None,
        })
    }

    fn failed(&self, turn: &Turn, seen: &[Seen], now: Millis) -> Option<Finish> {
        if turn.failed > self.spec.backoff_limit || self.restarted_too_often(seen) {
            let message = "Job has reached the specified backoff limit";
            return Some(Finish::failed("BackoffLimitExceeded", message));
        }
        let late = self.deadline().is_some_and(|deadline| now >= deadline);
        late.then(|| Finish::failed("DeadlineExceeded", "Job was active longer than specified deadline"))
    }

    fn failed_by_indexes(&self, turn: &Turn) -> Option<Finish> {
        let limited = self.spec.backoff_limit_per_index.is_some();
        let (failed, count) = (turn.failed_indexes.total(), self.spec.index_count());
        let max = self.spec.max_failed_indexes.and_then(|max| u32::try_from(max).ok());
        if limited && max.is_some_and(|max| failed > max) {
            let message = "Job has exceeded the specified maximal number of failed indexes";
            return Some(Finish::failed("MaxFailedIndexesExceeded", message));
        }
        let over = limited && failed > 0 && failed + turn.succeeded_indexes.total() >= count;
        over.then(|| Finish::failed("FailedIndexes", "Job has failed indexes"))
    }

    /// When the Job has run for too long.
    fn deadline(&self) -> Option<Millis> {
        let start = self.status.start.filter(|_| !self.spec.suspend)?;
        Some(start.saturating_add(self.spec.deadline?.saturating_mul(1000)))
    }

    fn watch_deadline(&self, id: ObjectId, world: &mut World) {
        if let Some(deadline) = self.deadline() {
            world.wake_by(deadline.max(world.now), id);
        }
    }

    /// Notes that the Job is suspended, or no longer; its time begins anew then.
    pub(super) fn note_suspension(&mut self, id: ObjectId, world: &mut World) {
        let was = self.conditions.get("Suspended").map(|condition| condition.status);
        let before = self.conditions.clone();
        if self.spec.suspend && was != Some(ConditionStatus::True) {
            self.conditions.set("Suspended", ConditionStatus::True, "JobSuspended");
            world.say(id, "Suspended", "Job suspended".to_owned());
            self.status.start = None;
        } else if !self.spec.suspend && was == Some(ConditionStatus::True) {
            self.conditions.set("Suspended", ConditionStatus::False, "JobResumed");
            world.say(id, "Resumed", "Job resumed".to_owned());
        }
        self.conditions.record(&before, id, world);
    }

    /// Deletes a finished Job when its time to live is over.
    pub(super) fn expire(&self, id: ObjectId, world: &mut World) {
        let Some((finished, ttl)) = self.status.finished.zip(self.spec.ttl) else { return };
        let end = finished + ttl * 1000;
        if world.now < end {
            world.wake_by(end, id);
        } else if world.object(id).deleting.is_none() {
            world.delete(id, Propagation::Foreground);
        }
    }

    /// When it began, in whole seconds.
    pub(crate) fn start(&self) -> Option<Millis> {
        self.status.start
    }

    /// Whether it has ended, and whether well.
    pub(crate) fn finished(&self) -> Option<bool> {
        self.status.finished?;
        self.decided.as_ref().map(|finish| finish.success)
    }
}
