//! What would let a Pod that fits nowhere have a node.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::world::World;

/// Words of the scheduler's reasons, with what helps.
const WAYS: &[(&str, &str)] = &[
    ("Insufficient", "add a node, free some room, or request less"),
    ("Too many pods", "add a node, or scale something down"),
    ("NodeResourcesFit", "add room on its node, or request less"),
    ("free ports", "add a node, or let the old Pod go first with `maxSurge: 0`"),
    ("NodePorts", "free the port on its node"),
    ("unschedulable", "uncordon a node"),
    ("untolerated taint", "tolerate the taint, or take it away"),
    ("PersistentVolume's node affinity", "add a node in the zone of the volume"),
    ("node affinity/selector", "label a node as the Pod asks, or ask for less"),
    ("already in-use", "end the Pod that uses the claim; with `strategy: Recreate` the old one goes first"),
    ("missing required label", "label the nodes with the `topologyKey`"),
    (
        "topology spread",
        "add nodes in the other places, raise `maxSkew`, or say `whenUnsatisfiable: ScheduleAnyway`",
    ),
    (
        "anti-affinity",
        "add a node, prefer the rule instead of requiring it, or let the old Pod go first with `maxSurge: 0`",
    ),
    ("pod affinity", "start the Pod that it wants to be near"),
];

/// So many ways are told.
const FEW: usize = 2;

impl World {
    /// What would let a Pod have a node, by what keeps it from the most nodes.
    pub(crate) fn ways_out(&self, id: PodId) -> Option<String> {
        let evenness = self.evenness(id);
        let mut counts = BTreeMap::<&str, usize>::new();
        for unfit in self.nodes.present().filter_map(|node| self.unfit(id, node, &evenness)) {
            for reason in &unfit.reasons {
                if let Some((_, way)) = WAYS.iter().find(|(words, _)| reason.contains(words)) {
                    *counts.entry(way).or_default() += 1;
                }
            }
        }
        let mut ways: Vec<_> = counts.into_iter().collect();
        ways.sort_by_key(|(_, nodes)| Reverse(*nodes));
        let ways: Vec<_> = ways.into_iter().take(FEW).map(|(way, _)| way).collect();
        (!ways.is_empty()).then(|| ways.join("; or "))
    }
}
