//! Workloads that do not get to what is wanted of them.

use super::Stuck;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::run::Run;
use crate::predict::simulation::run::index::full_name;

impl Run {
    pub(super) fn stuck_workloads(&self) -> Vec<Stuck> {
        let places = (0..self.world.objects.len()).map(ObjectId::after);
        places.filter(|id| !self.world.object(*id).gone).filter_map(|id| self.stuck_workload(id)).collect()
    }

    fn stuck_workload(&self, id: ObjectId) -> Option<Stuck> {
        let object = self.world.object(id);
        let cause = object.controller.as_ref()?.stuck(id, &self.world);
        cause.map(|cause| Stuck::new(full_name(&self.world, id), cause))
    }
}
