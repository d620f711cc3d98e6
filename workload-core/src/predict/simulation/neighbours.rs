//! The Pods on the nodes, counted by every group that some Pod asks for.

use std::collections::BTreeMap;

use super::pod_constraints::{PodConstraints, PodGroup, Spread};
use crate::k8s::selector::Labels;

/// A Pod as its neighbours see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Neighbour<'a> {
    pub(crate) namespace: &'a str,
    pub(crate) labels: &'a Labels,
    pub(crate) constraints: &'a PodConstraints,
}

/// What one place has, of a group of Pods.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    /// Pods of the group.
    pods: u32,
    /// Those that are not being deleted.
    staying: u32,
    /// Pods that must be apart from the group.
    repelling: u32,
    /// The weights of the Pods that would rather be near it, less those that would not.
    pull: i64,
}

/// The Pods of one group, counted by place.
#[derive(Debug)]
struct Count {
    /// The namespace of the Pods that ask.
    namespace: String,
    group: PodGroup,
    /// Every place there is, also the empty ones.
    places: BTreeMap<String, Place>,
    /// How many places have so many staying Pods.
    levels: BTreeMap<u32, usize>,
}

/// Everything that Pods ask of one another, counted.
#[derive(Debug, Default)]
pub(crate) struct Neighbours(Vec<Count>);

/// How a Pod comes to a node or leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    Comes,
    /// It is being deleted, and is there until it has ended.
    Stops,
    /// It is gone after it was being deleted.
    Goes,
    /// It is gone and was not being deleted.
    Vanishes,
}

impl Move {
    /// What a move adds to the number of Pods on a node.
    fn sign(self) -> i32 {
        match self {
            Self::Comes => 1,
            Self::Stops => 0,
            Self::Goes | Self::Vanishes => -1,
        }
    }
}

impl Neighbours {
    /// Whether a Pod asks for something that is not counted yet.
    pub(crate) fn lacks(&self, pod: Neighbour<'_>) -> bool {
        pod.constraints.groups().any(|group| self.get(pod.namespace, group).is_none())
    }

    /// Begins to count what a Pod asks for, over these nodes and the Pods on them, each with
    /// whether it is being deleted.
    pub(crate) fn add<'a>(
        &mut self,
        pod: Neighbour<'_>,
        nodes: impl Iterator<Item = &'a Labels>,
        there: impl Iterator<Item = (Neighbour<'a>, &'a Labels, bool)>,
    ) {
        let first = self.0.len();
        for group in pod.constraints.groups() {
            if self.get(pod.namespace, group).is_none() {
                self.0.push(Count::new(pod.namespace, group));
            }
        }
        for labels in nodes {
            self.0[first..].iter_mut().for_each(|count| count.note_place(labels));
        }
        for (neighbour, labels, stops) in there {
            self.0[first..].iter_mut().for_each(|count| count.add_pod(neighbour, labels, stops));
        }
    }

    /// A node came or changed its labels.
    pub(crate) fn note_place(&mut self, labels: &Labels) {
        self.0.iter_mut().for_each(|count| count.note_place(labels));
    }

    /// A Pod came to a node, or left it.
    pub(crate) fn shift(&mut self, pod: Neighbour<'_>, node: &Labels, step: Move) {
        self.0.iter_mut().for_each(|count| count.shift(pod, node, step));
    }

    /// Why the Pods around a node keep a Pod away, in the scheduler's words, and whether it would
    /// help if some of them went.
    pub(crate) fn refusal(&self, pod: Neighbour<'_>, node: &Labels) -> Option<(&'static str, bool)> {
        let of = |group: &PodGroup| self.get(pod.namespace, group);
        let has = |count: &Count| count.at(node).is_some_and(|place| place.pods > 0);
        let first = |count: &Count| count.places.values().all(|place| place.pods == 0) && count.selects(pod);
        let at_place = |group: &PodGroup| node.contains_key(&group.topology_key);
        let near = &pod.constraints.near;
        let meets =
            |group: &PodGroup| of(group).is_some_and(|count| has(count) || at_place(group) && first(count));
        if !near.iter().all(meets) {
            return Some(("node(s) didn't match pod affinity rules", false));
        }
        if pod.constraints.apart.iter().filter_map(of).any(has) {
            return Some(("node(s) didn't match pod anti-affinity rules", true));
        }
        let repels = self
            .0
            .iter()
            .any(|count| count.at(node).is_some_and(|it| it.repelling > 0) && count.selects(pod));
        repels.then_some(("node(s) didn't satisfy existing pods anti-affinity rules", true))
    }

    /// How much a Pod and those around a node would like to be together.
    pub(crate) fn attraction(&self, pod: Neighbour<'_>, node: &Labels) -> i64 {
        let wish = |(group, weight): &(PodGroup, i64)| {
            let pods =
                self.get(pod.namespace, group).and_then(|count| count.at(node)).map_or(0, |it| it.pods);
            weight * i64::from(pods)
        };
        let own: i64 = pod.constraints.preferred.iter().map(wish).sum();
        let drawn =
            self.0.iter().filter(|count| count.at(node).is_some_and(|it| it.pull != 0) && count.selects(pod));
        own + drawn.filter_map(|count| count.at(node)).map(|place| place.pull).sum::<i64>()
    }

    /// Whether no Pod asks anything of others.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any Pod on a node would like others to be near or apart.
    pub(crate) fn draws(&self) -> bool {
        self.0.iter().any(|count| count.places.values().any(|place| place.pull != 0))
    }

    /// Whether a node's place has any Pod of a group.
    pub(crate) fn is_there(&self, namespace: &str, group: &PodGroup, node: &Labels) -> bool {
        self.get(namespace, group).and_then(|count| count.at(node)).is_some_and(|place| place.pods > 0)
    }

    /// How many Pods of a group stay at a node's place; none where the node is at no place.
    pub(crate) fn staying(&self, namespace: &str, group: &PodGroup, node: &Labels) -> Option<u32> {
        Some(self.get(namespace, group)?.at(node)?.staying)
    }

    /// How a spread constraint stands over all nodes: the fewest Pods at one place, and the places.
    pub(crate) fn level(&self, namespace: &str, spread: &Spread) -> (u32, usize) {
        let Some(count) = self.get(namespace, &spread.group) else { return (0, 0) };
        (count.levels.keys().next().copied().unwrap_or(0), count.places.len())
    }

    /// Whether a Pod is one of a group itself.
    pub(crate) fn counts(pod: Neighbour<'_>, group: &PodGroup) -> bool {
        group.has(pod.namespace, pod.namespace, pod.labels)
    }

    fn get(&self, namespace: &str, group: &PodGroup) -> Option<&Count> {
        self.0.iter().find(|count| count.namespace == namespace && count.group == *group)
    }
}

impl Count {
    fn new(namespace: &str, group: &PodGroup) -> Self {
        let (places, levels) = (BTreeMap::new(), BTreeMap::new());
        Self { namespace: namespace.to_owned(), group: group.clone(), places, levels }
    }
    fn selects(&self, pod: Neighbour<'_>) -> bool {
        self.group.has(&self.namespace, pod.namespace, pod.labels)
    }

    fn at(&self, node: &Labels) -> Option<&Place> {
        self.places.get(node.get(&self.group.topology_key)?)
    }

    fn note_place(&mut self, labels: &Labels) {
        if let Some(place) = labels.get(&self.group.topology_key)
            && !self.places.contains_key(place)
        {
            self.places.insert(place.clone(), Place::default());
            *self.levels.entry(0).or_default() += 1;
        }
    }

    /// Counts a Pod that is there already; `stops` when the Pod is being deleted.
    fn add_pod(&mut self, pod: Neighbour<'_>, node: &Labels, stops: bool) {
        self.shift(pod, node, Move::Comes);
        if stops {
            self.shift(pod, node, Move::Stops);
        }
    }

    fn shift(&mut self, pod: Neighbour<'_>, node: &Labels, step: Move) {
        let is_member = self.selects(pod);
        let (repels, pull) = self.asked_by(pod);
        let Some(place) = node.get(&self.group.topology_key).and_then(|key| self.places.get_mut(key)) else {
            return;
        };
        let before = place.staying;
        place.staying = match step {
            Move::Comes => before + u32::from(is_member),
            Move::Stops | Move::Vanishes => before.saturating_sub(u32::from(is_member)),
            Move::Goes => before,
        };
        let sign = step.sign();
        place.pods = place.pods.saturating_add_signed(sign * i32::from(is_member));
        place.repelling = place.repelling.saturating_add_signed(sign * i32::from(repels));
        place.pull += i64::from(sign) * pull;
        let after = place.staying;
        if before != after {
            self.relevel(before, after);
        }
    }

    /// Whether a Pod must be apart from the group, and how much it would like to be near it.
    fn asked_by(&self, pod: Neighbour<'_>) -> (bool, i64) {
        if self.namespace != pod.namespace {
            return (false, 0);
        }
        let PodConstraints { near, apart, preferred, .. } = pod.constraints;
        let wishes = preferred.iter().filter(|(group, _)| *group == self.group).map(|(_, weight)| *weight);
        // A Pod that must be near the group draws it with the least weight.
        (apart.contains(&self.group), wishes.sum::<i64>() + i64::from(near.contains(&self.group)))
    }

    fn relevel(&mut self, before: u32, after: u32) {
        *self.levels.entry(after).or_default() += 1;
        if let Some(level) = self.levels.get_mut(&before) {
            *level -= 1;
        }
        self.levels.retain(|_, places| *places > 0);
    }
}
