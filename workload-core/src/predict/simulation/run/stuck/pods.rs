//! Pods that do not become ready.

use super::Stuck;
use crate::predict::simulation::claims::Claim;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::run::Run;

impl Run {
    pub(super) fn stuck_pods(&self) -> Vec<Stuck> {
        let there = self.world.pods_by_name.values().copied();
        let mut unready: Vec<_> = there.filter(|pod| self.is_unready(*pod)).collect();
        unready.sort_unstable();
        unready.into_iter().filter_map(|pod| self.stuck_pod(pod)).collect()
    }

    fn stuck_pod(&self, id: PodId) -> Option<Stuck> {
        let pod = self.world.pod(id);
        let name = &pod.name;
        let reason = if let Some(why) = self.world.scheduler.refusal_of(id) {
            format!("Pod {name} fits no node: {why}")
        } else if let Some((claim, node)) = self.world.volume_held_elsewhere(id) {
            let claim = self.world.claims.get(claim);
            let holder = self.holder_of(claim, id).unwrap_or_default();
            let node = &self.world.nodes.get(node).name;
            format!("Pod {name} waits for the volume of {} that {holder} holds on {node}", claim.name)
        } else if pod.phase == Phase::Running {
            format!("Pod {name} runs and does not become ready")
        } else {
            return None;
        };
        Some(Stuck { about: format!("Pod/{name}"), reason })
    }

    /// The Pod that has a claim's volume.
    fn holder_of(&self, claim: &Claim, waiting: PodId) -> Option<String> {
        let others = claim.users.iter().filter(|other| **other != waiting);
        let mut holders = others.filter(|other| self.world.pod(**other).attached);
        holders.next().map(|holder| format!("Pod {}", self.world.pod(*holder).name))
    }
}
