//! Which of the fitting nodes a Pod is better off on, as the scheduler's plugins score them.

use std::collections::{BTreeMap, BTreeSet};

use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::node::{Node, ZONE};
use crate::predict::simulation::pod_constraints::Spread;
use crate::predict::simulation::resources::Resources;
use crate::predict::simulation::world::World;

/// The best score of a plugin.
const MOST: i64 = 100;

/// What a container without requests counts as: 100m and 200Mi.
const USUAL_CPU: u64 = 100;
const USUAL_MEMORY: u64 = 200 << 20;

/// The skews of the constraints that Pods of ReplicaSets and StatefulSets have by default.
const DEFAULT_SKEWS: [(bool, f64); 2] = [(false, 3.0), (true, 5.0)];

impl World {
    /// Whether the nodes differ for a Pod in more than how full they are.
    pub(super) fn has_preferences(&self, id: PodId) -> bool {
        let template = &self.pod(id).template;
        !template.placement.preferred.is_empty()
            || template.constraints.has_preferences()
            || self.scheduler.neighbours.draws()
            || self.nodes.are_unlike()
    }

    /// The node with the highest score; of equal ones the first.
    pub(super) fn best_of(&self, id: PodId, nodes: &[NodeId]) -> Option<NodeId> {
        let scores = self.scores(id, nodes);
        let best = (0..nodes.len()).max_by_key(|at| (scores[*at], std::cmp::Reverse(*at)))?;
        Some(nodes[best])
    }

    /// What the scheduler's plugins give each of the nodes, together.
    pub(super) fn scores(&self, id: PodId, nodes: &[NodeId]) -> Vec<i64> {
        let scores = [
            (2, self.affinity_scores(id, nodes)),
            (3, self.taint_scores(id, nodes)),
            (2, self.attraction_scores(id, nodes)),
            (2, self.spread_scores(id, nodes)),
            (1, nodes.iter().map(|node| self.room_score(id, self.nodes.get(*node))).collect()),
            (1, nodes.iter().map(|node| self.balance_score(id, self.nodes.get(*node))).collect::<Vec<_>>()),
        ];
        let total = |at: usize| scores.iter().map(|(weight, scores)| weight * scores[at]).sum::<i64>();
        (0..nodes.len()).map(total).collect()
    }

    fn affinity_scores(&self, id: PodId, nodes: &[NodeId]) -> Vec<i64> {
        let placement = &self.pod(id).template.placement;
        let scores = nodes.iter().map(|node| placement.preference(self.nodes.get(*node))).collect();
        shared(scores, false)
    }

    fn taint_scores(&self, id: PodId, nodes: &[NodeId]) -> Vec<i64> {
        let placement = &self.pod(id).template.placement;
        let taints = |node: &NodeId| placement.disliked_by(self.nodes.get(*node));
        shared(nodes.iter().map(|node| i64::try_from(taints(node)).unwrap_or(0)).collect(), true)
    }

    fn attraction_scores(&self, id: PodId, nodes: &[NodeId]) -> Vec<i64> {
        let neighbour = self.neighbour(id);
        let of =
            |node: &NodeId| self.scheduler.neighbours.attraction(neighbour, &self.nodes.get(*node).labels);
        let scores: Vec<_> = nodes.iter().map(of).collect();
        let (least, most) = bounds(&scores);
        let range = most - least;
        scores.into_iter().map(|score| if range > 0 { MOST * (score - least) / range } else { 0 }).collect()
    }

    /// The fewer Pods of its kind are at a node's place, the better.
    fn spread_scores(&self, id: PodId, nodes: &[NodeId]) -> Vec<i64> {
        let constraints = &self.pod(id).template.constraints.spread;
        let soft: Vec<_> = constraints.iter().filter(|spread| !spread.is_required).collect();
        let mut sums = vec![0.0; nodes.len()];
        if soft.is_empty() {
            if !constraints.is_empty() || !self.is_spread_by_default(id) {
                return vec![0; nodes.len()];
            }
            for (by_zone, skew) in DEFAULT_SKEWS {
                self.add_default_spread(id, nodes, by_zone, skew, &mut sums);
            }
        }
        for spread in soft {
            self.add_spread(id, nodes, spread, &mut sums);
        }
        let sums: Vec<_> = sums.into_iter().map(rounded).collect();
        let (least, most) = bounds(&sums);
        let score = |sum| if most == 0 { MOST } else { MOST * (most + least - sum) / most };
        sums.into_iter().map(score).collect()
    }

    /// Adds what one constraint of the Pod says of each node.
    fn add_spread(&self, id: PodId, nodes: &[NodeId], spread: &Spread, sums: &mut [f64]) {
        let key = &spread.group.topology_key;
        let place = |node: &NodeId| self.nodes.get(*node).labels.get(key);
        let places = nodes.iter().filter_map(place).collect::<BTreeSet<_>>().len();
        let neighbour = self.neighbour(id);
        for (sum, node) in sums.iter_mut().zip(nodes) {
            let labels = &self.nodes.get(*node).labels;
            let pods = self.scheduler.neighbours.staying(neighbour.namespace, &spread.group, labels);
            *sum += crowding(pods.unwrap_or(0), f64::from(spread.max_skew), places);
        }
    }

    fn is_spread_by_default(&self, id: PodId) -> bool {
        let kind = self.object(self.pod(id).owner).kind;
        matches!(kind, Kind::ReplicaSet | Kind::ReplicationController | Kind::StatefulSet)
    }

    fn add_default_spread(&self, id: PodId, nodes: &[NodeId], by_zone: bool, skew: f64, sums: &mut [f64]) {
        let owner = self.pod(id).owner;
        if !by_zone {
            for (sum, node) in sums.iter_mut().zip(nodes) {
                let pods = self.scheduler.spread.get(&(owner, *node)).copied().unwrap_or(0);
                *sum += crowding(pods, skew, nodes.len());
            }
            return;
        }
        let zones = self.pods_by_zone(owner);
        let zone_of = |node: &NodeId| self.nodes.get(*node).zone();
        let places = nodes.iter().filter_map(zone_of).collect::<BTreeSet<_>>().len();
        for (sum, node) in sums.iter_mut().zip(nodes) {
            if let Some(zone) = self.nodes.get(*node).labels.get(ZONE) {
                *sum += crowding(zones.get(zone.as_str()).copied().unwrap_or(0), skew, places);
            }
        }
    }

    /// The node with the fewest Pods of an owner, the first of several.
    pub(super) fn fewest_of(&self, owner: ObjectId, nodes: impl Iterator<Item = NodeId>) -> Option<NodeId> {
        let mut best: Option<(u32, NodeId)> = None;
        for node in nodes {
            let spread = self.scheduler.spread.get(&(owner, node)).copied().unwrap_or(0);
            if best.is_none_or(|(least, _)| spread < least) {
                best = Some((spread, node));
            }
            if spread == 0 {
                break;
            }
        }
        best.map(|(_, node)| node)
    }

    /// The Pods of an owner in each zone.
    fn pods_by_zone(&self, owner: ObjectId) -> BTreeMap<&str, u32> {
        let mut zones: BTreeMap<&str, u32> = BTreeMap::new();
        let all = (owner, NodeId::after(0))..;
        for ((_, node), pods) in self.scheduler.spread.range(all).take_while(|((of, _), _)| *of == owner) {
            if let Some(zone) = self.nodes.get(*node).zone() {
                *zones.entry(zone).or_default() += pods;
            }
        }
        zones
    }

    /// How much of cpu and memory is left with the Pod on the node.
    fn room_score(&self, id: PodId, node: &Node) -> i64 {
        let [cpu, memory] = self.shares(id, node);
        rounded_down(f64::midpoint((1.0 - cpu).max(0.0), (1.0 - memory).max(0.0)) * 100.0)
    }

    /// How alike the shares of cpu and memory are.
    fn balance_score(&self, id: PodId, node: &Node) -> i64 {
        let [cpu, memory] = self.shares(id, node);
        rounded_down((1.0 - ((cpu - memory) / 2.0).abs()) * 100.0)
    }

    fn shares(&self, id: PodId, node: &Node) -> [f64; 2] {
        let counted = |requests: &Resources| {
            let cpu = if requests.cpu_millis == 0 { USUAL_CPU } else { requests.cpu_millis };
            let memory = if requests.memory == 0 { USUAL_MEMORY } else { requests.memory };
            [cpu, memory]
        };
        let mut used = counted(&self.pod(id).template.requests);
        for pod in &node.pods {
            let [cpu, memory] = counted(&self.pod(*pod).template.requests);
            used = [used[0] + cpu, used[1] + memory];
        }
        let all = [node.room.cpu_millis, node.room.memory];
        #[expect(clippy::cast_precision_loss, reason = "shares of what a node has, to be compared")]
        [0, 1].map(|at: usize| (used[at] as f64 / all[at].max(1) as f64).min(1.0))
    }
}

/// How crowded a place is with so many Pods of a group, by the number of places.
fn crowding(pods: u32, max_skew: f64, places: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a number of nodes or zones")]
    let weight = (places as f64 + 2.0).ln();
    f64::from(pods) * weight + (max_skew - 1.0)
}

/// Scores as shares of the highest; turned round, the lowest is the best.
fn shared(scores: Vec<i64>, turned: bool) -> Vec<i64> {
    let most = scores.iter().copied().max().unwrap_or(0);
    let share = |score: i64| if most == 0 { 0 } else { MOST * score / most };
    scores.into_iter().map(|score| if turned { MOST - share(score) } else { share(score) }).collect()
}

fn bounds(scores: &[i64]) -> (i64, i64) {
    (scores.iter().copied().min().unwrap_or(0), scores.iter().copied().max().unwrap_or(0))
}

#[expect(clippy::cast_possible_truncation, reason = "a score of some hundreds")]
fn rounded(score: f64) -> i64 {
    score.round() as i64
}

#[expect(clippy::cast_possible_truncation, reason = "a score of up to a hundred")]
fn rounded_down(score: f64) -> i64 {
    score as i64
}
