//! Updating a StatefulSet: from the highest ordinal down, one Pod or a few at a time.

use super::model::{StatefulSet, Status, Turn, is_available};
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::world::World;

impl StatefulSet {
    /// Deletes what has another template, as far as it may.
    pub(super) fn update(&self, turn: &Turn, status: &mut Status, world: &mut World) {
        let mut left = 1;
        if world.max_unavailable_gate {
            let unavailable = turn.replicas.iter().filter(|pod| !self.is_up(**pod, world)).count();
            left = self.spec.max_unavailable() - i32::try_from(unavailable).unwrap_or(i32::MAX);
        }
        let from = self.spec.partition as usize;
        for pod in turn.replicas.iter().skip(from).rev() {
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
