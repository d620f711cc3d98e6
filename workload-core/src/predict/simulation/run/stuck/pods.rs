//! Pods that do not become ready.

use std::collections::BTreeMap;

use super::Stuck;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::claims::Claim;
use crate::predict::simulation::ids::{ClaimId, NodeId, ObjectId, PodId};
use crate::predict::simulation::pod::{Phase, Pod};
use crate::predict::simulation::run::Run;

/// The ways out of Pods that fit nowhere, by owner: Pods of one owner are alike.
type Ways = BTreeMap<ObjectId, Option<String>>;

impl Run {
    pub(super) fn stuck_pods(&self) -> Vec<Stuck> {
        let there = self.world.pods_by_name.values().copied();
        let mut unready: Vec<_> = there.filter(|pod| self.is_unready(*pod)).collect();
        unready.sort_unstable();
        let mut ways = Ways::new();
        unready.into_iter().filter_map(|pod| self.stuck_pod(pod, &mut ways)).collect()
    }

    fn stuck_pod(&self, id: PodId, ways: &mut Ways) -> Option<Stuck> {
        let pod = self.world.pod(id);
        let name = &pod.name;
        let cause = if pod.is_terminating() {
            self.cannot_end(id)?
        } else if !pod.template.gates.is_empty() {
            let gates = pod.template.gates.join(", ");
            Cause::new(format!("Pod {name} waits for its scheduling gates to be removed: {gates}"))
                .way_out("whoever put a gate up takes it away")
        } else if let Some(why) = self.world.scheduler.refusal_of(id) {
            let way_out = ways.entry(pod.owner).or_insert_with(|| self.world.ways_out(id)).clone();
            Cause { way_out, ..Cause::new(format!("Pod {name} fits no node: {}", why.brief)) }
        } else if let Some((claim, node)) = self.world.volume_held_elsewhere(id) {
            self.waits_for_volume(id, claim, node)
        } else {
            self.is_not_ready(pod)?
        };
        Some(Stuck::new(format!("Pod/{name}"), cause))
    }

    /// Why a Pod on its node does not become ready.
    fn is_not_ready(&self, pod: &Pod) -> Option<Cause> {
        let (name, node) = (&pod.name, pod.node.map(|node| self.world.nodes.get(node)));
        if let Some(node) = node.filter(|node| !node.has_kubelet).map(|node| &node.name) {
            let spared = pod.node.and_then(|node| self.world.is_spared(node));
            let spared = spared.map_or_else(String::new, |(unready, all)| {
                format!("; it is not evicted, as {unready} of {all} nodes of the zone are not ready")
            });
            let cause = Cause::new(format!("Pod {name} is on {node}, of which nothing is heard{spared}"));
            return Some(cause.way_out(format!("{node} comes back, or is removed")));
        }
        let cause = Cause::new(format!("Pod {name} runs and does not become ready"));
        (pod.phase == Phase::Running).then(|| cause.way_out("its log and its readiness probe say why"))
    }

    fn waits_for_volume(&self, id: PodId, claim: ClaimId, node: NodeId) -> Cause {
        let claim = self.world.claims.get(claim);
        let holder = self.holder_of(claim, id).unwrap_or_default();
        let (name, is_dead) = (&self.world.pod(id).name, !self.world.nodes.get(node).has_kubelet);
        let node = &self.world.nodes.get(node).name;
        let cause = Cause::new(format!(
            "Pod {name} waits for the volume of {} that {holder} holds on {node}",
            claim.name
        ));
        if is_dead {
            // Only who says that nothing runs there any more frees the volume.
            return cause.way_out(format!(
                "{node} comes back, or `kubectl taint node {node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`"
            ));
        }
        if self.world.has_older(id) {
            cause.way_out(format!(
                "end {holder}, or use `strategy: Recreate`, by which the old Pod goes first"
            ))
        } else {
            cause.way_out(format!("run one Pod, or keep all on {node}, or use a volume with ReadWriteMany"))
        }
    }

    /// Why a Pod that is being deleted does not go, and what would let it go.
    fn cannot_end(&self, id: PodId) -> Option<Cause> {
        let pod = self.world.pod(id);
        let (name, node) = (&pod.name, self.world.nodes.get(pod.node?));
        let node = Some(&node.name).filter(|_| !node.has_kubelet && !node.gone)?;
        let cause =
            Cause::new(format!("Pod {name} is being deleted and cannot end, as nothing is heard of {node}"));
        Some(cause.way_out(format!(
            "{node} comes back or is removed, `kubectl taint node {node} \
             node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`, or {}",
            Cause::command(
                &format!("delete pod {} --force", self.given_name(id)),
                &self.world.object(pod.owner).namespace
            )
        )))
    }

    /// The name of a Pod as a command has it: one that is drawn at random stands open.
    fn given_name(&self, id: PodId) -> &str {
        let name = &*self.world.pod(id).name;
        if name.contains('/') { "NAME" } else { name }
    }

    /// The Pod that has a claim's volume.
    fn holder_of(&self, claim: &Claim, waiting: PodId) -> Option<String> {
        let others = claim.users.iter().filter(|other| **other != waiting);
        let mut holders = others.filter(|other| self.world.pod(**other).attached);
        holders.next().map(|holder| format!("Pod {}", self.world.pod(*holder).name))
    }
}
