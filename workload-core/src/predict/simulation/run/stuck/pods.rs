//! Pods that do not become ready.

use std::time::Duration;

use super::Stuck;
use crate::predict::simulation::claims::Claim;
use crate::predict::simulation::ids::{ClaimId, NodeId, PodId};
use crate::predict::simulation::pod::{Phase, Pod};
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
        let reason = if pod.is_terminating() {
            self.cannot_end(id)?
        } else if !pod.template.gates.is_empty() {
            let gates = pod.template.gates.join(", ");
            format!("Pod {name} waits for its scheduling gates to be removed: {gates}")
        } else if let Some(why) = self.world.scheduler.refusal_of(id) {
            format!("Pod {name} fits no node: {why}")
        } else if let Some((claim, node)) = self.world.volume_held_elsewhere(id) {
            self.waits_for_volume(id, claim, node)
        } else {
            self.is_not_ready(pod)?
        };
        Some(Stuck { about: format!("Pod/{name}"), reason })
    }

    /// Why a Pod on its node does not become ready.
    fn is_not_ready(&self, pod: &Pod) -> Option<String> {
        let (name, node) = (&pod.name, pod.node.map(|node| self.world.nodes.get(node)));
        if let Some(node) = node.filter(|node| !node.has_kubelet).map(|node| &node.name) {
            return Some(format!(
                "Pod {name} is on {node}, of which nothing is heard; it is ready again when {node} is back"
            ));
        }
        (pod.phase == Phase::Running).then(|| format!("Pod {name} runs and does not become ready"))
    }

    fn waits_for_volume(&self, id: PodId, claim: ClaimId, node: NodeId) -> String {
        let claim = self.world.claims.get(claim);
        let holder = self.holder_of(claim, id).unwrap_or_default();
        let (name, node) = (&self.world.pod(id).name, &self.world.nodes.get(node).name);
        format!("Pod {name} waits for the volume of {} that {holder} holds on {node}", claim.name)
    }

    /// Why a Pod that is being deleted does not go, and what would let it go.
    fn cannot_end(&self, id: PodId) -> Option<String> {
        let pod = self.world.pod(id);
        let (name, node) = (&pod.name, self.world.nodes.get(pod.node?));
        let since = Duration::from_millis(pod.deleting?).as_secs();
        let node = Some(&node.name).filter(|_| !node.has_kubelet && !node.gone)?;
        Some(format!(
            "Pod {name} has been stopping since second {since} and cannot end, as nothing is heard of {node}: it goes when {node} is back \
             or removed, with `kubectl taint node {node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`, or with \
             `kubectl delete pod {name} --force`"
        ))
    }

    /// The Pod that has a claim's volume.
    fn holder_of(&self, claim: &Claim, waiting: PodId) -> Option<String> {
        let others = claim.users.iter().filter(|other| **other != waiting);
        let mut holders = others.filter(|other| self.world.pod(**other).attached);
        holders.next().map(|holder| format!("Pod {}", self.world.pod(*holder).name))
    }
}
