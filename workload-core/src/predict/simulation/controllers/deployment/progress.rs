//! A Deployment's status and conditions: available, progressing, out of time.

use super::{Deployment, Sets, Status};
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{ConditionStatus, EventKind, Field, Subject};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// The real controller reckons in whole seconds and adds one: half a second on average.
const SLACK: Millis = 500;

impl Deployment {
    /// Writes down that a Deployment is paused, or goes on.
    pub(super) fn note_pause(&mut self, id: ObjectId, world: &mut World) {
        let reason = self.conditions.reason("Progressing");
        if self.spec.deadline.is_none() || reason == "ProgressDeadlineExceeded" {
            return;
        }
        match (self.spec.paused, reason == "DeploymentPaused") {
            (true, false) => self.set_progressing(ConditionStatus::Unknown, "DeploymentPaused", id, world),
            (false, true) => self.set_progressing(ConditionStatus::Unknown, "DeploymentResumed", id, world),
            _ => {}
        }
    }

    /// Sets the condition `Progressing` at once.
    pub(super) fn set_progressing(
        &mut self,
        status: ConditionStatus,
        reason: &'static str,
        id: ObjectId,
        world: &mut World,
    ) {
        world.wake(id);
        if self.stale {
            return;
        }
        let before = self.conditions.clone();
        self.conditions.set("Progressing", status, reason);
        self.stale = self.conditions != before;
        if self.stale {
            self.last_progress = world.now;
            self.conditions.record(&before, id, world);
        }
    }

    /// The counts as the ReplicaSets report them.
    pub(super) fn status_of(&self, sets: &Sets, world: &World) -> Status {
        let all = || sets.all().map(|set| world.replica_set(set));
        let available = all().map(|set| set.status.available).sum();
        let sizes: i32 = all().map(|set| set.replicas).sum();
        Status {
            replicas: all().map(|set| set.status.replicas).sum(),
            updated: sets.new.map_or(0, |new| world.replica_set(new).status.replicas),
            ready: all().map(|set| set.status.ready).sum(),
            available,
            unavailable: (sizes - available).max(0),
            terminating: all().map(|set| set.status.terminating).sum(),
        }
    }

    /// The conditions with `Available` brought up to date.
    pub(super) fn available_conditions(&self, sets: &Sets, world: &World) -> Conditions {
        let mut conditions = self.conditions.clone();
        let enough =
            self.status_of(sets, world).available >= self.spec.replicas - self.spec.max_unavailable();
        if enough {
            conditions.set("Available", ConditionStatus::True, "MinimumReplicasAvailable");
        } else {
            conditions.set("Available", ConditionStatus::False, "MinimumReplicasUnavailable");
        }
        conditions
    }

    /// Whether a status is that of a finished rollout.
    pub(super) fn is_complete(&self, status: &Status) -> bool {
        [status.updated, status.replicas, status.available].iter().all(|count| *count == self.spec.replicas)
    }

    /// Whether the status was written for this spec.
    pub(super) fn is_observed(&self) -> bool {
        self.observed == self.generation
    }

    /// The status in the course of a rollout.
    pub(super) fn sync_rollout_status(&mut self, sets: &Sets, id: ObjectId, world: &mut World) {
        if self.stale {
            return world.wake(id);
        }
        let status = self.status_of(sets, world);
        let mut conditions = self.available_conditions(sets, world);
        let progressed = self.update_progressing(&status, &mut conditions, world.now);
        self.note_failures(sets, &mut conditions, world);
        if progressed || conditions.get("Progressing") != self.conditions.get("Progressing") {
            self.last_progress = world.now;
        }
        let unchanged = status == self.status && conditions == self.conditions && self.is_observed();
        if unchanged && !progressed {
            self.look_again_at_deadline(&status, id, world);
        } else {
            self.write_status(status, conditions, id, world);
        }
    }

    /// Brings the condition `Progressing` up to date; true where the rollout came a step further.
    fn update_progressing(&self, status: &Status, conditions: &mut Conditions, now: Millis) -> bool {
        let Some(deadline) = self.spec.deadline else {
            conditions.remove("Progressing");
            return false;
        };
        let reason = self.conditions.reason("Progressing");
        if status.replicas == status.updated && reason == "NewReplicaSetAvailable" {
            return false;
        }
        let is_complete = self.is_complete(status);
        let progressed = !is_complete && self.has_progressed(status);
        if is_complete {
            conditions.set("Progressing", ConditionStatus::True, "NewReplicaSetAvailable");
        } else if progressed {
            conditions.remove("Progressing");
            conditions.set("Progressing", ConditionStatus::True, "ReplicaSetUpdated");
        } else if self.is_out_of_time(deadline, conditions, now) {
            conditions.set("Progressing", ConditionStatus::False, "ProgressDeadlineExceeded");
        }
        progressed
    }

    fn has_progressed(&self, status: &Status) -> bool {
        let old = &self.status;
        status.updated > old.updated
            || status.replicas - status.updated < old.replicas - old.updated
            || status.ready > old.ready
            || status.available > old.available
    }

    fn is_out_of_time(&self, deadline: Millis, conditions: &Conditions, now: Millis) -> bool {
        match conditions.reason("Progressing") {
            "" | "NewReplicaSetAvailable" => false,
            "ProgressDeadlineExceeded" => true,
            _ => self.last_progress + deadline < now,
        }
    }

    /// The Pods that a ReplicaSet cannot make are the Deployment's trouble; the new one's first.
    fn note_failures(&self, sets: &Sets, conditions: &mut Conditions, world: &World) {
        let fails = |set: ObjectId| world.replica_set(set).fails;
        if sets.new.is_some_and(fails) || sets.old.iter().copied().any(fails) {
            conditions.set("ReplicaFailure", ConditionStatus::True, "FailedCreate");
        } else {
            conditions.remove("ReplicaFailure");
        }
    }

    fn look_again_at_deadline(&mut self, status: &Status, id: ObjectId, world: &mut World) {
        let reason = self.conditions.reason("Progressing");
        let Some(deadline) = self.spec.deadline else { return };
        // A rollout that is over has no deadline any more, whatever becomes of its Pods.
        let is_over = matches!(reason, "" | "NewReplicaSetAvailable" | "ProgressDeadlineExceeded");
        if !is_over && !self.is_complete(status) {
            let next = (self.last_progress + deadline + SLACK).max(world.now + 1);
            // One alarm is enough: when it rings too early, the next one is set.
            if self.alarm.is_none_or(|alarm| alarm <= world.now) {
                self.alarm = Some(next);
                world.wake_at(next, id);
            }
        }
    }

    /// Writes the status, and looks again, as the controller sees its own writing.
    pub(super) fn write_status(
        &mut self,
        status: Status,
        conditions: Conditions,
        id: ObjectId,
        world: &mut World,
    ) {
        if self.stale {
            return world.wake(id);
        }
        let before = std::mem::replace(&mut self.conditions, conditions);
        let changed = status != self.status || self.conditions != before || !self.is_observed();
        if status != self.status {
            world.record(Subject::Object(id), EventKind::status(status.fields()));
        }
        self.status = status;
        self.observed = self.generation;
        self.conditions.clone().record(&before, id, world);
        if changed {
            world.wake(id);
        }
    }
}

impl Status {
    /// The counts by their field names.
    pub(crate) fn fields(&self) -> [(&'static str, Field); 6] {
        [
            ("replicas", self.replicas.into()),
            ("updatedReplicas", self.updated.into()),
            ("readyReplicas", self.ready.into()),
            ("availableReplicas", self.available.into()),
            ("unavailableReplicas", self.unavailable.into()),
            ("terminatingReplicas", self.terminating.into()),
        ]
    }
}
