//! Which of the fitting nodes a Pod is better off on, as the scheduler's plugins score them.

use std::collections::BTreeSet;

use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::node::Node;
use crate::predict::simulation::pod_constraints::Spread;
use crate::predict::simulation::resources::Resources;
use crate::predict::simulation::world::World;

/// The best score of a plugin.
const MOST: i64 = 100;

/// The skews over nodes and over zones that Pods of ReplicaSets and StatefulSets have by default.
const HOST_SKEW: f64 = 3.0;
const ZONE_SKEW: f64 = 5.0;

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

    /// What the scheduler's plugins give each of the nodes, together; what is the same for all nodes
    /// is left out.
    pub(super) fn scores(&self, id: PodId, nodes: &[NodeId]) -> Vec<i64> {
        let mut total: Vec<_> =
            nodes.iter().map(|node| self.room_scores(id, self.nodes.get(*node))).collect();
        let mut add = |weight: i64, scores: Vec<i64>| {
            total.iter_mut().zip(scores).for_each(|(sum, score)| *sum += weight * score);
        };
        if !self.pod(id).template.placement.preferred.is_empty() {
            add(2, self.affinity_scores(id, nodes));
        }
        if self.nodes.are_softly_tainted() {
            add(3, self.taint_scores(id, nodes));
        }
        if !self.scheduler.neighbours.is_empty() {
            add(2, self.attraction_scores(id, nodes));
        }
        if let Some(scores) = self.spread_scores(id, nodes) {
            add(2, scores);
        }
        total
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

    /// The fewer Pods of its kind are at a node's place, the better; `None` when the Pod is not spread.
    fn spread_scores(&self, id: PodId, nodes: &[NodeId]) -> Option<Vec<i64>> {
        let constraints = &self.pod(id).template.constraints.spread;
        let mut soft = constraints.iter().filter(|spread| !spread.is_required).peekable();
        let mut sums = vec![0.0; nodes.len()];
        if soft.peek().is_none() {
            if !constraints.is_empty() || !self.is_spread_by_default(id) {
                return None;
            }
            self.add_default_spread(self.pod(id).owner, nodes, &mut sums);
        }
        for spread in soft {
            self.add_spread(id, nodes, spread, &mut sums);
        }
        let sums: Vec<_> = sums.into_iter().map(rounded).collect();
        let (least, most) = bounds(&sums);
        let score = |sum| if most == 0 { MOST } else { MOST * (most + least - sum) / most };
        Some(sums.into_iter().map(score).collect())
    }

    /// Adds what one constraint of the Pod says of each node.
    fn add_spread(&self, id: PodId, nodes: &[NodeId], spread: &Spread, sums: &mut [f64]) {
        let key = &spread.group.topology_key;
        let place = |node: &NodeId| self.nodes.get(*node).labels.get(key);
        let places = nodes.iter().filter_map(place).collect::<BTreeSet<_>>().len();
        let crowding = crowding(f64::from(spread.max_skew), places);
        let neighbour = self.neighbour(id);
        for (sum, node) in sums.iter_mut().zip(nodes) {
            let labels = &self.nodes.get(*node).labels;
            let pods = self.scheduler.neighbours.staying(neighbour.namespace, &spread.group, labels);
            *sum += crowding(pods.unwrap_or(0));
        }
    }

    fn is_spread_by_default(&self, id: PodId) -> bool {
        let kind = self.object(self.pod(id).owner).kind;
        matches!(kind, Kind::ReplicaSet | Kind::ReplicationController | Kind::StatefulSet)
    }

    /// Adds what the default constraints of Pods of an owner say of each node: by node and by zone.
    fn add_default_spread(&self, owner: ObjectId, nodes: &[NodeId], sums: &mut [f64]) {
        let (by_node, by_zone) = self.pods_by_place(owner);
        let by_host = crowding(HOST_SKEW, nodes.len());
        for (sum, node) in sums.iter_mut().zip(nodes) {
            *sum += by_host(by_node[node.at()]);
        }
        let zone_of = |node: &NodeId| self.nodes.get(*node).zone_number;
        let mut met = vec![false; by_zone.len()];
        nodes.iter().filter_map(zone_of).for_each(|zone| met[zone] = true);
        let by_place = crowding(ZONE_SKEW, met.into_iter().filter(|met| *met).count());
        for (sum, node) in sums.iter_mut().zip(nodes) {
            if let Some(zone) = zone_of(node) {
                *sum += by_place(by_zone[zone]);
            }
        }
    }

    /// The Pods of an owner on each node and in each zone, by the numbers of both.
    fn pods_by_place(&self, owner: ObjectId) -> (Vec<u32>, Vec<u32>) {
        let (mut by_node, mut by_zone) = (vec![0; self.nodes.all().len()], vec![0; self.nodes.zone_count()]);
        let all = (owner, NodeId::after(0))..;
        for ((_, node), pods) in self.scheduler.spread.range(all).take_while(|((of, _), _)| *of == owner) {
            by_node[node.at()] = *pods;
            if let Some(zone) = self.nodes.get(*node).zone_number {
                by_zone[zone] += pods;
            }
        }
        (by_node, by_zone)
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

    /// How much of cpu and memory is left with the Pod on the node, and how alike their shares are.
    fn room_scores(&self, id: PodId, node: &Node) -> i64 {
        let template = &self.pod(id).template;
        let mut counted = node.scored;
        counted.add(template.scored);
        let left = left(counted.cpu_millis, node.room.cpu_millis) + left(counted.memory, node.room.memory);
        left / 2 + balance(&template.requests, node)
    }
}

/// How much is left of what a node has, in hundredths.
fn left(used: u64, all: u64) -> i64 {
    let left = all.checked_sub(used).and_then(|left| left.saturating_mul(100).checked_div(all));
    left.and_then(|left| i64::try_from(left).ok()).unwrap_or(0)
}

/// How alike the shares of cpu and memory are that are requested; a Pod without requests does not care.
fn balance(requests: &Resources, node: &Node) -> i64 {
    if requests.cpu_millis == 0 && requests.memory == 0 {
        return 0;
    }
    let cpu = share(node.used.cpu_millis + requests.cpu_millis, node.room.cpu_millis);
    let memory = share(node.used.memory + requests.memory, node.room.memory);
    let (Some(cpu), Some(memory)) = (cpu, memory) else { return MOST };
    rounded_down((1.0 - ((cpu - memory) / 2.0).abs()) * 100.0)
}

/// The share that is used of what a node has, if it has any.
#[expect(clippy::cast_precision_loss, reason = "shares of what a node has, to be compared")]
fn share(used: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| (used as f64 / all as f64).min(1.0))
}

/// How crowded a place is with so many Pods of a group, by the number of places.
fn crowding(max_skew: f64, places: usize) -> impl Fn(u32) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a number of nodes or zones")]
    let weight = (places as f64 + 2.0).ln();
    move |pods| f64::from(pods) * weight + (max_skew - 1.0)
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
