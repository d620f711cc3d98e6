//! Conditions of a status, set as the controllers set them.

use super::ids::ObjectId;
use super::log::{Condition, ConditionStatus, EventKind, Subject};
use super::world::World;

/// The conditions of an object, those set last at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Conditions(Vec<Condition>);

impl Conditions {
    /// The condition of a type.
    pub(crate) fn get(&self, kind: &str) -> Option<&Condition> {
        self.0.iter().find(|condition| condition.kind == kind)
    }

    /// The reason of a condition; empty without it.
    pub(crate) fn reason(&self, kind: &str) -> &'static str {
        self.get(kind).map_or("", |condition| condition.reason)
    }

    /// Sets a condition at the end, unless it is there with the same status and reason.
    pub(crate) fn set(&mut self, kind: &'static str, status: ConditionStatus, reason: &'static str) {
        let condition = Condition { kind, status, reason };
        if self.get(kind) != Some(&condition) {
            self.remove(kind);
            self.0.push(condition);
        }
    }

    /// Takes a condition away.
    pub(crate) fn remove(&mut self, kind: &str) {
        self.0.retain(|condition| condition.kind != kind);
    }

    /// Writes down the conditions that were not so before.
    pub(crate) fn record(&self, before: &Self, id: ObjectId, world: &mut World) {
        for gone in before.0.iter().filter(|condition| self.get(condition.kind).is_none()) {
            world.record(Subject::Object(id), EventKind::ConditionRemoved(gone.kind));
        }
        for condition in &self.0 {
            if before.get(condition.kind) != Some(condition) {
                world.record(Subject::Object(id), EventKind::Condition(*condition));
            }
        }
    }
}
