//! What all objects that a controller looks after have in common, whatever the controller is.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ids::{NodeId, ObjectId, PodId};
use super::kind::{Kind, Propagation};
use super::pod::Counts;
use super::queue::Millis;

/// One object, with its controller.
#[derive(Debug)]
pub(crate) struct Object<C: ?Sized> {
    pub(crate) kind: Kind,
    pub(crate) namespace: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) owner: Option<ObjectId>,
    /// The owner that was deleted and left it.
    pub(crate) orphan_of: Option<ObjectId>,
    /// The objects it owns, without those that are gone.
    pub(crate) owned: BTreeSet<ObjectId>,
    /// Its Pods, without those that are gone; in the order in which they were made.
    pub(crate) pods: BTreeSet<PodId>,
    /// Of a budget: who owns its Pods, with how many.
    pub(crate) pod_owners: BTreeMap<ObjectId, u32>,
    /// How many of them are what.
    pub(crate) counts: Counts,
    /// How many Pods it was last said to want.
    pub(crate) wanted: Option<i32>,
    pub(crate) deleting: Option<Propagation>,
    pub(crate) gone: bool,
    /// Whether a turn of its controller is in line.
    pub(crate) queued: bool,
    /// The one later turn asked for by `wake_by`.
    pub(crate) due: Option<Millis>,
    /// Of a DaemonSet: the nodes that changed, or whose Pods did, since its last turn.
    pub(crate) touched: BTreeSet<NodeId>,
    /// Its controller; not there during its own turn.
    pub(crate) controller: Option<Box<C>>,
}

impl<C: ?Sized> Object<C> {
    /// A new object, owned by nobody.
    pub(crate) fn new(kind: Kind, namespace: &str, name: &str, controller: Box<C>) -> Self {
        Self { controller: Some(controller), ..Self::inert(kind, namespace, name) }
    }

    /// A budget counts one Pod less of an owner.
    pub(crate) fn disown(&mut self, owner: ObjectId) {
        if let Entry::Occupied(mut pods) = self.pod_owners.entry(owner) {
            *pods.get_mut() -= 1;
            if *pods.get() == 0 {
                pods.remove();
            }
        }
    }

    /// A new object that nobody looks after.
    pub(crate) fn inert(kind: Kind, namespace: &str, name: &str) -> Self {
        Self {
            kind,
            namespace: namespace.into(),
            name: name.into(),
            owner: None,
            orphan_of: None,
            owned: BTreeSet::new(),
            pods: BTreeSet::new(),
            pod_owners: BTreeMap::new(),
            counts: Counts::default(),
            wanted: None,
            deleting: None,
            gone: false,
            queued: false,
            due: None,
            touched: BTreeSet::new(),
            controller: None,
        }
    }
}
