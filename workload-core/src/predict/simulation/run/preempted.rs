//! Which Pods were ended for more important ones, with names.

use std::time::Duration;

use super::finished::Run;
use super::index::{full_name, root_of};

/// A Pod that was ended to make room for a more important one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preempted {
    /// When.
    pub at: Duration,
    /// Its name.
    pub pod: String,
    /// Its workload, as in `Deployment/web`.
    pub workload: String,
    /// The more important Pod.
    pub by: String,
    /// The node that both are about.
    pub node: String,
    /// The PodDisruptionBudget that would not have let it go.
    pub budget: Option<String>,
}

impl Run {
    /// The Pods that were ended for more important ones, in order.
    pub fn preempted(&self) -> impl Iterator<Item = Preempted> {
        let world = &self.world;
        world.preemptions.iter().map(|preemption| Preempted {
            at: Duration::from_millis(preemption.at),
            pod: world.pod(preemption.pod).name.to_string(),
            workload: full_name(world, root_of(world, preemption.pod)),
            by: world.pod(preemption.by).name.to_string(),
            node: world.nodes.get(preemption.node).name.clone(),
            budget: preemption.budget.map(|budget| world.object(budget).name.to_string()),
        })
    }
}
