//! Drains that ask for evictions again and again.

use std::time::Duration;

use super::Stuck;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::controllers::budget::Budget;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::run::Run;

impl Run {
    pub(super) fn stuck_drains(&self) -> Vec<Stuck> {
        let mut stuck = Vec::new();
        for (node, left) in &self.world.drains {
            let name = &self.world.nodes.get(*node).name;
            for id in left {
                let Some(why) = self.not_evicted(*id) else { continue };
                let pod = &self.world.pod(*id).name;
                let reason = format!("drain of {name} waits for Pod {pod}: {}", why.reason);
                let since = self.refused_since(*id);
                stuck.push(Stuck { since, ..Stuck::new(format!("Node/{name}"), Cause { reason, ..why }) });
            }
        }
        stuck
    }

    /// Since when a Pod's eviction has been refused.
    fn refused_since(&self, id: PodId) -> Option<Duration> {
        let refusals = self.world.log.iter().filter(|record| record.subject == Subject::Pod(id));
        let first = refusals.into_iter().find(|it| matches!(it.what, EventKind::EvictionRefused { .. }))?;
        Some(Duration::from_millis(first.at))
    }

    /// Why a Pod's budgets do not let it be evicted.
    fn not_evicted(&self, id: PodId) -> Option<Cause> {
        let pod = self.world.pod(id);
        match pod.budgets.as_slice() {
            [] => None,
            [budget] => {
                Some(self.world.controller_of::<Budget>(*budget)?.says(*budget, pod.ready, &self.world))
            }
            budgets => {
                let names = budgets.iter().map(|budget| &*self.world.object(*budget).name);
                let cause = Cause::new(format!(
                    "it is in {} budgets, {}, and no Pod in more than one can be evicted",
                    budgets.len(),
                    names.collect::<Vec<_>>().join(" and ")
                ));
                Some(cause.way_out("leave one of the budgets"))
            }
        }
    }
}
