//! Drains that ask for evictions again and again.

use super::Stuck;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::controllers::budget::Budget;
use crate::predict::simulation::pod::Pod;
use crate::predict::simulation::run::Run;

impl Run {
    pub(super) fn stuck_drains(&self) -> Vec<Stuck> {
        let mut stuck = Vec::new();
        for (node, left) in &self.world.drains {
            let name = &self.world.nodes.get(*node).name;
            for pod in left {
                let pod = self.world.pod(*pod);
                let Some(why) = self.not_evicted(pod) else { continue };
                let cause = Cause::new(format!("drain of {name} waits for Pod {}: {why}", pod.name))
                    .way_out("run more Pods than the budget needs, or let the budget allow a disruption");
                stuck.push(Stuck::new(format!("Node/{name}"), cause));
            }
        }
        stuck
    }

    /// Why a Pod's budgets do not let it be evicted.
    fn not_evicted(&self, pod: &Pod) -> Option<String> {
        match pod.budgets.as_slice() {
            [] => None,
            [budget] => {
                let it = self.world.controller_of::<Budget>(*budget)?;
                Some(it.says(&self.world.object(*budget).name))
            }
            budgets => Some(format!(
                "it is in {} budgets, and no Pod in more than one can be evicted",
                budgets.len()
            )),
        }
    }
}
