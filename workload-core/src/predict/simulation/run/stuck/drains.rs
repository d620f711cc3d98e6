//! Drains that ask for evictions again and again.

use super::Stuck;
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
                let reason = format!("drain of {name} waits for Pod {}: {why}", pod.name);
                stuck.push(Stuck { about: format!("Node/{name}"), reason });
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
