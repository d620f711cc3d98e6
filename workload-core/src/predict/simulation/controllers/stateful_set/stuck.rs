//! Why a StatefulSet does not get further.

use super::model::{StatefulSet, is_available};
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl StatefulSet {
    /// The cause, for one that is not where it should be.
    pub(super) fn cause(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let object = world.object(id);
        let newest = self.history.newest()?;
        let missing = i32::try_from(object.pods.len()).is_ok_and(|pods| pods != self.spec.replicas);
        let mut down =
            object.pods.iter().filter(|pod| !is_available(**pod, world)).map(|pod| world.pod(*pod));
        let pod = down.next()?;
        let (name, broken) = (&object.name, &pod.name);
        if self.spec.parallel || pod.revision == newest && !missing && !self.has_outdated(id, newest, world) {
            return None;
        }
        let waits = format!(
            "StatefulSet {name} waits for Pod {broken} to become ready and touches no other until then"
        );
        if pod.revision == newest {
            return Some(Cause::new(waits));
        }
        let cause = Cause::new(format!("{waits}, not even {broken} itself"));
        Some(cause.way_out(Cause::command(&format!("delete pod {broken}"), &object.namespace)))
    }

    /// Whether a Pod has another revision that the controller would replace.
    fn has_outdated(&self, id: ObjectId, newest: u32, world: &World) -> bool {
        world.object(id).pods.iter().map(|pod| world.pod(*pod)).any(|pod| {
            let kept = self.spec.on_delete
                || pod.ordinal.is_some_and(|at| at < self.spec.start + self.spec.partition);
            pod.revision != newest && !kept
        })
    }
}
