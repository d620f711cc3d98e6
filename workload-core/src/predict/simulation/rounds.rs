//! Telling circles from what settles.

use super::circles::Circle;
use super::ids::{ObjectId, PodId};
use super::queue::Millis;
use super::world::World;

impl World {
    /// Counts a round of a Pod's workload, if the Pod could not stay where it was.
    pub(crate) fn note_round(&mut self, pod: PodId) {
        let workload = self.workload_of(pod);
        let object = self.object(workload);
        let owned = object.owned.iter().map(|set| self.object(*set).counts.active);
        let pods = u32::try_from(object.counts.active + owned.sum::<i32>()).unwrap_or(0);
        self.circles.go(pod, workload, pods, self.now);
    }

    /// Whether something became of a Pod only as its workload goes in a circle that is known.
    pub(crate) fn goes_round(&self, pod: PodId, at: Millis) -> bool {
        let circle = self.circle_of(self.workload_of(pod));
        circle.and_then(|circle| circle.known).is_some_and(|known| at > known)
    }

    /// The circle that the Pods of a workload go in at the moment.
    pub(crate) fn circle_of(&self, workload: ObjectId) -> Option<&Circle> {
        self.circles.of(workload, self.now).filter(|_| !self.object(workload).gone)
    }
}
