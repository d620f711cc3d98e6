//! Drains that ask for evictions again and again.

use super::{Run, Stuck};
use crate::predict::simulation::controllers::Controller;

impl Run {
    pub(super) fn stuck_drains(&self) -> Vec<Stuck> {
        let mut stuck = Vec::new();
        for (node, left) in &self.world.drains {
            let name = &self.world.nodes.get(*node).name;
            for pod in left {
                let pod = self.world.pod(*pod);
                let budgets: Vec<_> = pod.budgets.iter().map(|budget| self.world.object(*budget)).collect();
                let reason = match budgets.as_slice() {
                    [] => continue,
                    [budget] => {
                        let Some(Controller::Budget(it)) = &budget.controller else { continue };
                        format!("drain of {name} waits for Pod {}: {}", pod.name, it.says(&budget.name))
                    }
                    _ => format!(
                        "drain of {name} waits for Pod {}: it is in {} budgets, and no Pod in more than one can be evicted",
                        pod.name,
                        budgets.len()
                    ),
                };
                stuck.push(Stuck { about: format!("Node/{name}"), reason });
            }
        }
        stuck
    }
}
