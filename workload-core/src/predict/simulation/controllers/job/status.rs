//! What a Job reports, and letting go of the Pods that it has counted.

use super::failure_policy::Verdict;
use super::model::{Job, Status, Turn};
use super::seen::Seen;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{ConditionStatus, EventKind, Field, Subject};
use crate::predict::simulation::pods::JOB_BATCH;
use crate::predict::simulation::queue::whole_second;
use crate::predict::simulation::world::World;

impl Job {
    /// Writes down what a turn came to, in the two steps of the real controller: first what is
    /// known, then, with the counted Pods let go, the counts.
    pub(super) fn write(&mut self, mut turn: Turn, seen: &[Seen], id: ObjectId, world: &mut World) {
        if turn.ready > turn.active {
            // While a replacement waits, the controller reports no active Pods, and the server
            // takes no status with more ready Pods than active ones. Nothing is counted until
            // none is ready.
            return self.retry(id, world);
        }
        let before = self.status.clone();
        let counted: Vec<_> =
            seen.iter().filter(|pod| pod.held && self.may_go(pod, &turn, id, world)).collect();
        (self.status.active, self.status.ready, self.status.terminating) =
            (turn.active, turn.ready, turn.terminating);
        self.backoff = turn.backoff;
        self.count_indexes(&mut turn, &counted);
        self.write_counts(&turn, &counted, id, world);
        if !counted.is_empty() || self.status != before {
            world.wake_by(world.now + JOB_BATCH, id);
        }
        if turn.refused { self.retry(id, world) } else { self.refusals = 0 }
    }

    /// Writes the status twice: with the finished Pods still to be counted, and when they are counted.
    fn write_counts(&mut self, turn: &Turn, counted: &[&Seen], id: ObjectId, world: &mut World) {
        self.write_interim(turn, id, world);
        let interim = self.status.clone();
        self.count(turn, counted);
        for pod in counted {
            world.release_pod(pod.id);
        }
        self.write_end(turn, &interim, id, world);
    }

    /// Whether a Pod need not stay: it was seen to end, and no other waits for it.
    fn may_go(&self, pod: &Seen, turn: &Turn, id: ObjectId, world: &World) -> bool {
        let waits = pod.index.is_some_and(|index| turn.waiting.get(&index) == Some(&pod.id));
        let all = turn.finish.is_some() || world.object(id).deleting.is_some();
        all || pod.succeeded || pod.failed && !waits
    }

    fn count_indexes(&mut self, turn: &mut Turn, counted: &[&Seen]) {
        if !self.spec.indexed {
            return;
        }
        let succeeded = counted.iter().filter(|pod| pod.valid && pod.succeeded);
        succeeded.filter_map(|pod| pod.index).for_each(|index| {
            turn.succeeded_indexes.insert(index);
            self.made_of.remove(&index);
        });
        self.status.succeeded_indexes = std::mem::take(&mut turn.succeeded_indexes);
        self.status.failed_indexes = std::mem::take(&mut turn.failed_indexes);
        self.status.succeeded = i32::try_from(self.status.succeeded_indexes.total()).unwrap_or(i32::MAX);
    }

    /// Counts Pods. Of a Job that failed, those that still ran have failed too.
    fn count(&mut self, turn: &Turn, counted: &[&Seen]) {
        let given_up = turn.finish.as_ref().is_some_and(|finish| !finish.success);
        for pod in counted.iter().filter(|pod| pod.valid) {
            if pod.succeeded {
                self.status.succeeded += i32::from(!self.spec.indexed);
            } else if (pod.failed || given_up) && pod.verdict != Verdict::Ignore {
                self.status.failed += 1;
            }
        }
    }

    fn write_interim(&mut self, turn: &Turn, id: ObjectId, world: &mut World) {
        self.record(id, world);
        if let Some(finish) = &turn.finish {
            let conditions = self.conditions.clone();
            self.conditions.set(finish.conditions().0, ConditionStatus::True, finish.reason);
            self.conditions.record(&conditions, id, world);
            self.decided = Some(finish.clone());
        }
    }

    /// The Job is over when no Pod is left that is being deleted.
    fn write_end(&mut self, turn: &Turn, before: &Status, id: ObjectId, world: &mut World) {
        let over = turn.finish.as_ref().filter(|_| turn.terminating == 0);
        if over.is_some() {
            self.status.finished = Some(whole_second(world.now));
        }
        if self.status != *before {
            self.record(id, world);
        }
        let Some(finish) = over else { return };
        let conditions = self.conditions.clone();
        self.conditions.set(finish.conditions().1, ConditionStatus::True, finish.reason);
        self.conditions.record(&conditions, id, world);
        let reason = if finish.success { "Completed" } else { finish.reason };
        world.say(id, reason, finish.message.clone());
    }

    /// Writes the status into the timeline, where it differs from what stands there.
    fn record(&mut self, id: ObjectId, world: &mut World) {
        world.tell_owner(id);
        let status = &self.status;
        let fields: [(&'static str, Field); 7] = [
            ("active", status.active.into()),
            ("ready", status.ready.into()),
            ("terminating", status.terminating.into()),
            ("succeeded", status.succeeded.into()),
            ("failed", status.failed.into()),
            ("completedIndexes", Field::Text(status.succeeded_indexes.to_string().into())),
            ("failedIndexes", Field::Text(status.failed_indexes.to_string().into())),
        ];
        let status = EventKind::status(fields);
        let is_first = self.recorded.is_none() && status == EventKind::status([]);
        if !is_first && self.recorded.replace(status.clone()) != Some(status.clone()) {
            world.record(Subject::Object(id), status);
        }
    }
}
