//! What a StatefulSet is, and what one turn of it goes by.

use super::spec::Spec;
use crate::predict::simulation::controllers::backoff::Backoff;
use crate::predict::simulation::controllers::history::{History, Revision};
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::log::Field;
use crate::predict::simulation::world::World;

/// A StatefulSet's spec and status.
#[derive(Debug)]
pub(crate) struct StatefulSet {
    pub(crate) spec: Spec,
    pub(super) history: History,
    pub(super) status: Status,
    pub(super) backoff: Backoff,
}

/// What one turn goes by.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) id: ObjectId,
    pub(super) current: Revision,
    pub(super) update: Revision,
    /// The Pods in the range of ordinals, by their place in it.
    pub(super) replicas: Vec<Option<PodId>>,
    /// The Pods outside, the highest ordinal first.
    pub(super) condemned: Vec<PodId>,
    /// The first Pod that is not available, as the order of ordinals goes.
    pub(super) first_unavailable: Option<PodId>,
}

/// The counts and revisions of a StatefulSet's status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) replicas: i32,
    pub(super) ready: i32,
    pub(super) available: i32,
    pub(super) current: i32,
    pub(super) updated: i32,
    /// The revision before an update, and the one after.
    pub(super) current_revision: u32,
    pub(super) update_revision: u32,
}

impl Status {
    /// The fields by their names.
    pub(super) fn fields(&self) -> [(&'static str, Field); 7] {
        let name = |revision: u32| Field::Text(format!("r{revision}").into());
        [
            ("replicas", self.replicas.into()),
            ("readyReplicas", self.ready.into()),
            ("availableReplicas", self.available.into()),
            ("currentReplicas", self.current.into()),
            ("updatedReplicas", self.updated.into()),
            ("currentRevision", name(self.current_revision)),
            ("updateRevision", name(self.update_revision)),
        ]
    }
}

/// Whether a Pod is running, ready for long enough, and not being deleted.
pub(super) fn is_available(id: PodId, world: &World) -> bool {
    world.pod(id).is_available()
}
