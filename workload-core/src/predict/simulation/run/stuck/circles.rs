//! Workloads whose Pods go in circles.

use std::time::Duration;

use super::Stuck;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::circles::Visit;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::run::Run;
use crate::predict::simulation::run::index::full_name;

impl Run {
    pub(super) fn stuck_circles(&self) -> Vec<Stuck> {
        let workloads = (0..self.world.objects.len()).map(ObjectId::after);
        workloads.filter_map(|workload| self.stuck_circle(workload)).collect()
    }

    fn stuck_circle(&self, workload: ObjectId) -> Option<Stuck> {
        let circle = self.world.circle_of(workload)?;
        let about = full_name(&self.world, workload);
        let cause = match &circle.visit {
            Visit::Tolerated { node, time } => {
                let node = &self.world.nodes.get(*node).name;
                Cause::new(format!(
                    "the Pods of {about} go in a circle: {node} has a taint that they tolerate for {} s; then they are \
                     evicted, and the next ones come to {node} again",
                    time / 1000
                ))
                .way_out(format!(
                    "take the taint off {node}, or leave `tolerationSeconds` out, or add a `NoSchedule` taint of the \
                     same key that they do not tolerate"
                ))
            }
            Visit::NoNode { name } => Cause::new(format!(
                "the Pods of {about} go in a circle: they name the node {name}, which is not there, are deleted for \
                 that, and made again"
            ))
            .way_out("leave `nodeName` out of the Pod template, or add the node"),
        };
        let since = Some(Duration::from_millis(circle.since));
        Some(Stuck { since, ..Stuck::new(about, cause) })
    }
}
