//! The model of changes, which has one form as JSON.

use serde::Serialize;
use serde_json::Value;

use super::claims::ClaimChange;
use super::effect::Effect;
use super::note::Note;
use crate::k8s::ObjectRef;

/// What applying new objects does to old ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// The objects that differ, by namespace, kind and name.
    pub changes: Vec<Change>,
    /// The claims of the StatefulSets among them, and claims that stand for themselves.
    pub claims: Vec<ClaimChange>,
}

/// One object that is added, changed or removed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Which object.
    pub object: ObjectRef,
    /// What happens to it.
    pub action: Action,
    /// The object under another name, or of another kind, that it seems to come from or to
    /// become: for the cluster the two have nothing to do with each other.
    pub counterpart: Option<ObjectRef>,
    /// The fields that differ, in order; empty when the object is added or removed.
    pub fields: Vec<FieldChange>,
    /// What becomes of the whole; when the server refuses a field, of the way around.
    pub note: Note,
    /// The server's full message when it refuses the update.
    pub refusal: Option<String>,
}

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Action {
    /// It is only in the new set.
    Added,
    /// It is in both and differs.
    Changed,
    /// It is only in the old set.
    Removed,
}

/// One field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// Such as `spec.template.spec.containers[api].image`.
    pub path: String,
    /// The old value as the server stores it; none when there was none. Never a Secret's.
    pub old: Option<Value>,
    /// The new value as the server stores it; none when there is none. Never a Secret's.
    pub new: Option<Value>,
    /// What becomes of it.
    #[serde(flatten)]
    pub effect: Effect,
    /// The words for it.
    pub note: Note,
}

impl Changes {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.claims.is_empty()
    }

    /// Whether the server refuses any of it.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.changes.iter().any(Change::is_forbidden)
    }
}

impl Change {
    /// Whether the server refuses the update.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.fields.iter().any(|field| field.effect.is_forbidden())
    }

    /// What matters most of what becomes of its fields; none when it is added or removed.
    #[must_use]
    pub fn effect(&self) -> Option<&Effect> {
        self.fields.iter().map(|field| &field.effect).max_by_key(|effect| effect.weight())
    }

    /// The change of one field.
    #[must_use]
    pub fn field(&self, path: &str) -> Option<&FieldChange> {
        self.fields.iter().find(|field| field.path == path)
    }
}
