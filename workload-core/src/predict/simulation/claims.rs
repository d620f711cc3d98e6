//! PersistentVolumeClaims: bound when a Pod first needs them, attached to one node at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::ids::{ClaimId, NodeId, ObjectId, PodId};

/// One claim.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as Kubernetes keeps them")]
pub(crate) struct Claim {
    pub(crate) namespace: Arc<str>,
    pub(crate) name: Arc<str>,
    /// Whether its volume goes to one node at a time.
    pub(crate) one_node: bool,
    /// Whether only one Pod may use it: `ReadWriteOncePod`.
    pub(crate) one_pod: bool,
    /// The node that its volume is being made for, or was.
    pub(crate) selected: Option<NodeId>,
    /// The zone its volume is in, once it has one.
    pub(crate) zone: Option<Arc<str>>,
    /// Its class, and the storage it asks for.
    pub(crate) class: Option<String>,
    pub(crate) storage: Option<Quantity>,
    pub(crate) bound: bool,
    pub(crate) owners: Vec<ClaimOwner>,
    /// The StatefulSet that made it.
    pub(crate) set: Option<ObjectId>,
    /// The Pods that mention it and are not gone.
    pub(crate) users: BTreeSet<PodId>,
    /// The node its volume is attached to, with how many Pods use it there.
    pub(crate) attached: Option<(NodeId, usize)>,
    pub(crate) deleting: bool,
    pub(crate) gone: bool,
}

/// Whoever takes a claim along when it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClaimOwner {
    Set(ObjectId),
    Pod(PodId),
}

/// All claims.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    pub(crate) list: Vec<Claim>,
    pub(crate) by_name: BTreeMap<(Arc<str>, Arc<str>), ClaimId>,
}

impl Claims {
    /// The claim of a name.
    pub(crate) fn named(&self, namespace: &Arc<str>, name: &str) -> Option<ClaimId> {
        self.by_name.get(&(namespace.clone(), name.into())).copied()
    }

    /// One claim.
    pub(crate) fn get(&self, id: ClaimId) -> &Claim {
        &self.list[id.at()]
    }
}
