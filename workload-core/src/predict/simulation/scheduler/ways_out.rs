//! What would let a Pod that fits nowhere have a node.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::filter::Unfit;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::log::ConditionStatus;
use crate::predict::simulation::node::Node;
use crate::predict::simulation::world::World;

/// What helps against a reason of the scheduler.
struct Way {
    /// Words of the reason.
    words: &'static str,
    way: &'static str,
    /// What helps a Pod that may run on one node only, as those of a DaemonSet.
    pinned: Option<&'static str>,
    /// What helps besides.
    or: Option<&'static str>,
    /// What helps in place of that, where an older Pod of the same workload is in the way.
    rollout: Option<&'static str>,
}

const fn way(words: &'static str, way: &'static str) -> Way {
    Way { words, way, pinned: None, or: None, rollout: None }
}

const SURGE: &str = "let the old Pod go first with `maxSurge: 0`";

const WAYS: &[Way] = &[
    Way {
        pinned: Some("free some room on its node, or request less"),
        ..way("Insufficient", "add a node, free some room, or request less")
    },
    Way {
        pinned: Some("move a Pod off its node"),
        ..way("Too many pods", "add a node, or scale something down")
    },
    way("NodeResourcesFit", "add room on its node, or request less"),
    Way {
        pinned: Some("free the port on its node"),
        or: Some("end the Pod that has the port"),
        rollout: Some(SURGE),
        ..way("free ports", "add a node")
    },
    way("NodePorts", "free the port on its node"),
    way("unschedulable", "uncordon a node"),
    way("untolerated taint", "tolerate the taint, or take it away"),
    way("PersistentVolume's node affinity", "add a node in the zone of the volume"),
    way("node affinity/selector", "label a node as the Pod asks, or ask for less"),
    Way {
        or: Some("run one Pod only"),
        rollout: Some("let the old Pod go first with `strategy: Recreate`"),
        ..way("already in-use", "end the Pod that uses the claim")
    },
    way("missing required label", "label the nodes with the `topologyKey`"),
    way(
        "topology spread",
        "add nodes in the other places, raise `maxSkew`, or say `whenUnsatisfiable: ScheduleAnyway`",
    ),
    Way {
        or: Some("prefer the rule instead of requiring it"),
        rollout: Some(SURGE),
        ..way("anti-affinity", "add a node")
    },
    way("pod affinity", "start the Pod that it wants to be near"),
];

/// So many ways are told.
const FEW: usize = 2;

/// What helps where no node is large enough, and where a node is not ready.
const TOO_LARGE: &str = "add a larger node, or request less";
const NOT_READY: &str = "wait until a node is ready again, or add one";

impl World {
    /// What would let a Pod have a node, by what keeps it from the most nodes.
    pub(crate) fn ways_out(&self, id: PodId) -> Option<String> {
        let (evenness, pinned) = (self.evenness(id), self.pod(id).pinned);
        let has_older = self.has_older(id);
        let mut counts = BTreeMap::<String, usize>::new();
        for node in self.nodes.present().filter(|node| pinned.is_none_or(|pinned| pinned == *node)) {
            let Some(unfit) = self.unfit(id, node, &evenness) else { continue };
            for reason in &unfit.reasons {
                if let Some(way) = way_of(reason, &unfit, self.nodes.get(node), pinned.is_some(), has_older) {
                    *counts.entry(way).or_default() += 1;
                }
            }
        }
        let mut ways: Vec<_> = counts.into_iter().collect();
        ways.sort_by_key(|(_, nodes)| Reverse(*nodes));
        let ways: Vec<_> = ways.into_iter().take(FEW).map(|(way, _)| way).collect();
        (!ways.is_empty()).then(|| ways.join("; or "))
    }

    /// Whether Pods of the same workload are there that have an older template.
    pub(crate) fn has_older(&self, id: PodId) -> bool {
        let (workload, revision) = (self.workload_of(id), self.pod(id).revision);
        let mut there = self.pods_by_name.values();
        there.any(|pod| self.pod(*pod).revision < revision && self.workload_of(*pod) == workload)
    }
}

/// What helps against one reason of one node.
fn way_of(reason: &str, unfit: &Unfit, node: &Node, is_pinned: bool, has_older: bool) -> Option<String> {
    if reason.contains("untolerated taint") && node.ready != ConditionStatus::True {
        return Some(NOT_READY.to_owned());
    }
    if reason.contains("Insufficient") && !unfit.is_helpable {
        return Some(TOO_LARGE.to_owned());
    }
    let found = WAYS.iter().find(|way| reason.contains(way.words))?;
    let own = if is_pinned { found.pinned.unwrap_or(found.way) } else { found.way };
    let or = found.rollout.filter(|_| has_older).or(found.or.filter(|_| !is_pinned));
    Some(or.map_or_else(|| own.to_owned(), |or| format!("{own}, or {or}")))
}
