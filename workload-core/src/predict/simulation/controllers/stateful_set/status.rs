//! A StatefulSet's status.

use super::{StatefulSet, Turn};
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{Field, Subject, What};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::world::World;

/// The counts and revisions of a StatefulSet's status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    replicas: i32,
    ready: i32,
    available: i32,
    pub(super) current: i32,
    updated: i32,
    /// The revision before an update, and the one after.
    pub(super) current_revision: u32,
    update_revision: u32,
}

impl StatefulSet {
    /// Counts the Pods as they are at the beginning of a turn.
    pub(super) fn count(&self, turn: &Turn, world: &World) -> Status {
        let mut status = Status {
            current_revision: turn.current.name,
            update_revision: turn.update.name,
            ..Status::default()
        };
        for pod in turn.replicas.iter().copied().flatten().chain(turn.condemned.iter().copied()) {
            let pod = world.pod(pod);
            let ready = pod.phase == Phase::Running && pod.ready;
            let lasts = pod.deleting.is_none();
            status.replicas += 1;
            status.ready += i32::from(ready);
            status.available += i32::from(ready && pod.available);
            status.current += i32::from(lasts && pod.revision == turn.current.name);
            status.updated += i32::from(lasts && pod.revision == turn.update.name);
        }
        status
    }

    /// Writes the status; when all Pods are updated and ready, the update is over.
    pub(super) fn write_status(&mut self, mut status: Status, id: ObjectId, world: &mut World) {
        let all =
            [status.updated, status.ready, status.replicas].iter().all(|count| *count == self.spec.replicas);
        if all && !self.spec.on_delete {
            status.current = status.updated;
            status.current_revision = status.update_revision;
        }
        if self.status != status {
            self.status = status;
            world.record(Subject::Object(id), What::status(status.fields()));
            world.wake(id);
        }
    }
}

impl Status {
    /// The fields by their names.
    fn fields(&self) -> [(&'static str, Field); 7] {
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
