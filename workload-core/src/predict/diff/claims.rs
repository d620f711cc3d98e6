//! What becomes of claims: made, kept, orphaned or deleted.

mod standalone;
mod stateful_set;

use serde::Serialize;

use super::note::Note;
use super::object_diff::ObjectDiff;
use crate::k8s::ObjectRef;

/// What becomes of one PersistentVolumeClaim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimChange {
    /// Such as `data-redis-0`.
    pub name: String,
    /// Of the object it belongs to, as written there.
    pub namespace: Option<String>,
    /// The StatefulSet that makes it; none when it stands among the objects itself.
    pub owner: Option<ObjectRef>,
    /// What becomes of it.
    pub fate: Fate,
    /// The words for it.
    pub note: Note,
}

/// What becomes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Fate {
    /// There was none of this name among the old objects.
    Made,
    /// It stays with its Pod.
    Kept,
    /// It stays, with its data, and no Pod uses it any more.
    Orphaned,
    /// It goes, and its data with it unless its volume is retained.
    Deleted,
}

/// The claims of a StatefulSet, or a claim itself.
pub(super) fn of(diff: &ObjectDiff) -> Vec<ClaimChange> {
    match (diff.object.group(), diff.object.kind.as_str()) {
        ("apps", "StatefulSet") => stateful_set::claims(diff),
        ("", "PersistentVolumeClaim") => standalone::claims(diff),
        _ => Vec::new(),
    }
}

fn claim(diff: &ObjectDiff, name: &str, fate: Fate, note: Note) -> ClaimChange {
    let is_own = diff.object.kind == "PersistentVolumeClaim";
    ClaimChange {
        name: name.to_owned(),
        namespace: diff.object.namespace.clone(),
        owner: (!is_own).then(|| diff.object.clone()),
        fate,
        note,
    }
}
