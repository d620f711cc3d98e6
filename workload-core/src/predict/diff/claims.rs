//! What becomes of claims: made, kept, orphaned or deleted.

mod of_set;
mod standing;

use serde::Serialize;

use super::case::Case;
use super::note::Note;
use super::object_ref::ObjectRef;

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
pub(super) fn of(case: &Case) -> Vec<ClaimChange> {
    match (case.object.group(), case.object.kind.as_str()) {
        ("apps", "StatefulSet") => of_set::claims(case),
        ("", "PersistentVolumeClaim") => standing::claims(case),
        _ => Vec::new(),
    }
}

fn claim(case: &Case, name: &str, fate: Fate, note: Note) -> ClaimChange {
    let is_own = case.object.kind == "PersistentVolumeClaim";
    ClaimChange {
        name: name.to_owned(),
        namespace: case.object.namespace.clone(),
        owner: (!is_own).then(|| case.object.clone()),
        fate,
        note,
    }
}
