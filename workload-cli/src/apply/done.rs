//! What has become of an object.

use serde::Serialize;
use workload_core::k8s::ObjectRef;

/// What has become of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Fate {
    /// It was not there, and is.
    Created,
    /// It has changed.
    Changed,
    /// It was deleted and created.
    Recreated,
    /// It was deleted, since the manifests do not have it any more.
    Pruned,
    /// It is as it was.
    Unchanged,
    /// Something stood in the way before anything was written.
    Refused,
    /// It could not be written.
    Failed,
    /// It was not tried, since something that it needs has failed.
    Skipped,
}

/// An object, and what has become of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Done {
    /// The object.
    pub(crate) object: ObjectRef,
    /// What has become of it.
    pub(crate) result: Fate,
    /// Why; empty when all went well.
    pub(crate) why: String,
    /// What else is to be said: fields that were left to others, owners that changed.
    pub(crate) notes: Vec<String>,
    /// What the API server warns of.
    pub(crate) warnings: Vec<String>,
}

impl Done {
    /// What has become of an object, with nothing to add.
    pub(crate) fn new(object: &ObjectRef, result: Fate) -> Self {
        Self { object: object.clone(), result, why: String::new(), notes: Vec::new(), warnings: Vec::new() }
    }

    /// The same, with a reason.
    pub(crate) fn because(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Whether the object is not as it is wanted.
    pub(crate) fn is_bad(&self) -> bool {
        matches!(self.result, Fate::Refused | Fate::Failed | Fate::Skipped)
    }
}
