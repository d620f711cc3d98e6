//! Updating a StatefulSet: from the highest ordinal down, one Pod or a few at a time.

use super::model::{StatefulSet, Status, Turn, is_available};
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::world::World;

impl StatefulSet {
    /// The number of Pods that an update may delete now.
    fn may_delete(&self, turn: &Turn, world: &World) -> i32 {
        if !world.max_unavailable_gate {
            return 1;
        }
        let unavailable = turn.replicas.iter().filter(|pod| !self.is_up(**pod, world)).count();
        self.spec.max_unavailable() - i32::try_from(unavailable).unwrap_or(i32::MAX)
    }

    /// Deletes what has another template, as far as it may.
    pub(super) fn update(&self, turn: &Turn, status: &mut Status, world: &mut World) {
        let mut left = self.may_delete(turn, world);
        for pod in turn.replicas.iter().skip(self.spec.partition as usize).rev() {
            if left <= 0 {
                return;
            }
            // A Pod made in this very turn has its template already; it is waited for.
            let Some(pod) = pod.filter(|pod| self.is_outdated(*pod, turn, world)) else {
                if !world.max_unavailable_gate && !self.is_up(*pod, world) {
                    return;
                }
                continue;
            };
            self.delete(pod, turn, world);
            status.current -= 1;
            left -= 1;
        }
    }

    fn is_up(&self, pod: Option<PodId>, world: &World) -> bool {
        pod.is_some_and(|pod| is_available(pod, world))
    }

    fn is_outdated(&self, pod: PodId, turn: &Turn, world: &World) -> bool {
        let pod = world.pod(pod);
        pod.revision != turn.update.name && pod.deleting.is_none()
    }
}
