//! The objects that make one app: a workload, the Service in front of it, and what else belongs to it.

use serde_json::Value as Json;

use super::kinds::Kind;

/// The objects that make one app.
#[derive(Clone)]
pub(super) struct Members<'j> {
    /// The workload.
    pub(super) object: &'j Json,
    /// Its kind.
    pub(super) kind: Kind,
    /// The Service in front of it.
    pub(super) service: Option<&'j Json>,
    /// The other objects.
    pub(super) others: Vec<&'j Json>,
}

impl<'j> Members<'j> {
    /// All of them.
    pub(super) fn all(&self) -> Vec<&'j Json> {
        [Some(self.object), self.service].into_iter().flatten().chain(self.others.iter().copied()).collect()
    }

    /// The workload's Pod template.
    pub(super) fn template(&self) -> &'j Json {
        self.kind.template(self.object)
    }

    /// The number of replicas that the workload asks for, where it says one.
    pub(super) fn replicas(&self) -> Option<i64> {
        self.object.pointer("/spec/replicas").and_then(Json::as_i64)
    }
}
