//! A StatefulSet's status.

use super::model::{StatefulSet, Status, Turn};
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::world::World;

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
            world.record(Subject::Object(id), EventKind::status(status.fields()));
            world.wake(id);
        }
    }
}
