//! Workloads that do not get to what is wanted of them.

use super::{Run, Stuck};
use crate::predict::simulation::controllers::Controller;
use crate::predict::simulation::ids::ObjectId;

impl Run {
    pub(super) fn stuck_workloads(&self) -> Vec<Stuck> {
        let places = (0..self.world.objects.len()).map(ObjectId::after);
        places.filter(|id| !self.world.object(*id).gone).filter_map(|id| self.stuck_workload(id)).collect()
    }

    fn stuck_workload(&self, id: ObjectId) -> Option<Stuck> {
        let object = self.world.object(id);
        let reason = match object.controller.as_ref()? {
            Controller::Deployment(it) => it.stuck(&object.name),
            Controller::ReplicaSet(it) => it.stuck(&object.name),
            Controller::StatefulSet(it) => it.stuck(id, &self.world),
            _ => None,
        };
        reason.map(|reason| Stuck { about: self.full_name(id), reason })
    }
}
