//! Drains that ask for evictions again and again.

use super::Stuck;
use crate::predict::simulation::controllers::budget::Budget;
use crate::predict::simulation::run::Run;

impl Run {
    pub(super) fn stuck_drains(&self) -> Vec<Stuck> {
        let mut stuck = Vec::new();
        for (node, left) in &self.world.drains {
            let name = &self.world.nodes.get(*node).name;
            for pod in left {
                let pod = self.world.pod(*pod);
                let reason = match pod.budgets.as_slice() {
                    [] => continue,
                    [budget] => {
                        let Some(it) = self.world.controller_of::<Budget>(*budget) else { continue };
                        format!(
                            "drain of {name} waits for Pod {}: {}",
                            pod.name,
                            it.says(&self.world.object(*budget).name)
                        )
                    }
                    _ => format!(
                        "drain of {name} waits for Pod {}: it is in {} budgets, and no Pod in more than one can be evicted",
                        pod.name,
                        pod.budgets.len()
                    ),
                };
                stuck.push(Stuck { about: format!("Node/{name}"), reason });
            }
        }
        stuck
    }
}
