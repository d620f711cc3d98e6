//! What happens to one object of a set.

use serde::Serialize;
use serde_json::Value;

use super::conflict::{FieldConflict, Left};
use super::order::Wave;
use crate::k8s::ObjectRef;
use crate::predict::diff::Change;

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Action {
    /// It is not there, and is created.
    Create,
    /// It is there, and changes.
    Change,
    /// No update leads there: it is deleted and created, once that is allowed.
    Recreate,
    /// Nothing happens to it, and something stands in the way.
    Refuse,
    /// It is not in the set any more, and is deleted.
    Prune,
    /// It stays as it is.
    Unchanged,
}

/// What happens to the owners of the fields that a configuration sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Ownership {
    /// They stay.
    Stays,
    /// `workload` becomes an owner of fields, beside others.
    Shared,
    /// What client-side apply, or a manager that is named, owned is handed to `workload`.
    HandedOver,
}

/// What happens to one object.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ObjectForecast {
    /// The object.
    pub object: ObjectRef,
    /// When it is applied.
    pub wave: Wave,
    /// What happens.
    pub action: Action,
    /// What changes, field by field, and what follows from it; none when nothing changes.
    pub change: Option<Change>,
    /// Fields that belong to others.
    pub conflicts: Vec<FieldConflict>,
    /// Fields that are left to their owners.
    pub left: Vec<Left>,
    /// Why it is refused, or what an update is refused with.
    pub refusal: Option<String>,
    /// Where the API server's dry run and the computed result differ.
    pub disagreements: Vec<Disagreement>,
    /// What happens to the owners.
    pub ownership: Ownership,
    /// Number of Pods that are replaced, where the change replaces any and it is known.
    pub pods: Option<u64>,
    /// Whether recreating or deleting it takes data along.
    pub loses_data: bool,
    /// Whether the live object is being deleted already.
    pub is_terminating: bool,
    /// The object before, without the API server's bookkeeping and with hidden secrets; null when it is
    /// not there.
    #[serde(skip)]
    pub before: Value,
    /// The object after, in the same form; null when it goes.
    #[serde(skip)]
    pub after: Value,
}

/// A field that the API server's dry run gives another value than was computed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Disagreement {
    /// The field, or empty for the object as a whole.
    pub path: String,
    /// What was computed.
    pub computed: Option<Value>,
    /// What the API server says, which counts.
    pub server: Option<Value>,
}

impl ObjectForecast {
    /// Whether applying writes anything but owners.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.action != Action::Unchanged
    }
}
