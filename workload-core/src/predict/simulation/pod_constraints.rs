//! Pods that want to be near others, apart from others, or spread evenly.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodAffinityTerm, PodSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::k8s::selector::{Labels, selects};

/// Other Pods, and what counts as one place: the nodes with the same value of a label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PodGroup {
    /// Their namespaces; empty means the Pod's own.
    namespaces: Vec<String>,
    selector: LabelSelector,
    topology_key: String,
}

/// What a Pod asks of the Pods around it; only what is required, not what is preferred.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PodConstraints {
    near: Vec<PodGroup>,
    apart: Vec<PodGroup>,
    /// Places may differ by so many of these Pods.
    spread: Vec<(PodGroup, u32)>,
}

impl PodConstraints {
    /// Reads what a Pod's spec requires.
    pub(crate) fn read(spec: &PodSpec) -> Self {
        let affinity = spec.affinity.clone().unwrap_or_default();
        let near =
            affinity.pod_affinity.and_then(|it| it.required_during_scheduling_ignored_during_execution);
        let apart =
            affinity.pod_anti_affinity.and_then(|it| it.required_during_scheduling_ignored_during_execution);
        let others =
            |terms: Option<Vec<PodAffinityTerm>>| terms.into_iter().flatten().map(PodGroup::read).collect();
        let constraints = spec.topology_spread_constraints.iter().flatten();
        let hard = constraints.filter(|constraint| constraint.when_unsatisfiable == "DoNotSchedule");
        let spread = hard.map(|constraint| {
            let others = PodGroup {
                namespaces: Vec::new(),
                selector: constraint.label_selector.clone().unwrap_or_default(),
                topology_key: constraint.topology_key.clone(),
            };
            (others, u32::try_from(constraint.max_skew).unwrap_or(1))
        });
        Self { near: others(near), apart: others(apart), spread: spread.collect() }
    }

    fn all(&self) -> impl Iterator<Item = &PodGroup> {
        self.near.iter().chain(&self.apart).chain(self.spread.iter().map(|(others, _)| others))
    }
}

impl PodGroup {
    fn read(term: PodAffinityTerm) -> Self {
        Self {
            namespaces: term.namespaces.unwrap_or_default(),
            selector: term.label_selector.unwrap_or_default(),
            topology_key: term.topology_key,
        }
    }
}

/// A Pod as its neighbours see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Neighbour<'a> {
    pub(crate) namespace: &'a str,
    pub(crate) labels: &'a Labels,
    pub(crate) company: &'a PodConstraints,
}

/// The Pods of one [`PodGroup`], counted by place.
#[derive(Debug)]
struct Count {
    /// The namespace of the Pods that ask.
    namespace: String,
    others: PodGroup,
    /// How many of them each place has; every place there is, also the empty ones.
    pods: BTreeMap<String, u32>,
    /// How many Pods that want to be apart from them each place has.
    holders: BTreeMap<String, u32>,
    /// How many places have so many.
    levels: BTreeMap<u32, u32>,
}

/// Everything that Pods ask of one another, counted.
#[derive(Debug, Default)]
pub(crate) struct Counts(Vec<Count>);

impl Counts {
    /// Whether a Pod asks for something that is not counted yet.
    pub(crate) fn lacks(&self, pod: Neighbour<'_>) -> bool {
        pod.company.all().any(|others| self.get(pod.namespace, others).is_none())
    }

    /// Begins to count what a Pod asks for, over these nodes and the Pods on them.
    pub(crate) fn add<'a>(
        &mut self,
        pod: Neighbour<'_>,
        nodes: impl Iterator<Item = &'a Labels>,
        there: impl Iterator<Item = (Neighbour<'a>, &'a Labels)>,
    ) {
        let new: Vec<_> =
            pod.company.all().filter(|others| self.get(pod.namespace, others).is_none()).cloned().collect();
        let first = self.0.len();
        for others in new {
            let namespace = pod.namespace.to_owned();
            let empty = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            self.0.push(Count { namespace, others, pods: empty.0, holders: empty.1, levels: empty.2 });
        }
        for labels in nodes {
            self.0[first..].iter_mut().for_each(|count| count.note_place(labels));
        }
        for (neighbour, labels) in there {
            self.0[first..].iter_mut().for_each(|count| count.shift(neighbour, labels, 1));
        }
    }

    /// A node came or changed its labels.
    pub(crate) fn note_place(&mut self, labels: &Labels) {
        self.0.iter_mut().for_each(|count| count.note_place(labels));
    }

    /// A Pod came to a node (1) or left it (-1).
    pub(crate) fn shift(&mut self, pod: Neighbour<'_>, node: &Labels, step: i32) {
        self.0.iter_mut().for_each(|count| count.shift(pod, node, step));
    }

    /// Why the Pods around a node keep a Pod away, in the scheduler's words.
    pub(crate) fn refusal(&self, pod: Neighbour<'_>, node: &Labels) -> Option<&'static str> {
        let of = |others: &PodGroup| self.get(pod.namespace, others);
        let beside = |count: &Count| count.at(node).is_some_and(|at| *at > 0);
        if self.0.iter().any(|count| count.repels(pod, node)) {
            return Some("node(s) didn't satisfy existing pods anti-affinity rules");
        }
        if pod.company.apart.iter().filter_map(of).any(beside) {
            return Some("node(s) didn't match pod anti-affinity rules");
        }
        let lonely = |count: &Count| count.pods.values().all(|pods| *pods == 0) && count.selects(pod);
        if !pod.company.near.iter().filter_map(of).all(|count| beside(count) || lonely(count)) {
            return Some("node(s) didn't match pod affinity rules");
        }
        let uneven = |(others, skew): &(PodGroup, u32)| {
            of(others).is_some_and(|count| count.is_uneven(pod, node, *skew))
        };
        pod.company
            .spread
            .iter()
            .any(uneven)
            .then_some("node(s) didn't match pod topology spread constraints")
    }

    fn get(&self, namespace: &str, others: &PodGroup) -> Option<&Count> {
        self.0.iter().find(|count| count.namespace == namespace && count.others == *others)
    }
}

impl Count {
    fn selects(&self, pod: Neighbour<'_>) -> bool {
        let namespaces = &self.others.namespaces;
        let here = if namespaces.is_empty() {
            pod.namespace == self.namespace
        } else {
            namespaces.iter().any(|namespace| namespace == pod.namespace)
        };
        here && selects(Some(&self.others.selector), pod.labels)
    }

    fn at(&self, node: &Labels) -> Option<&u32> {
        self.pods.get(node.get(&self.others.topology_key)?)
    }

    fn note_place(&mut self, labels: &Labels) {
        if let Some(place) = labels.get(&self.others.topology_key)
            && !self.pods.contains_key(place)
        {
            self.pods.insert(place.clone(), 0);
            *self.levels.entry(0).or_default() += 1;
        }
    }

    fn shift(&mut self, pod: Neighbour<'_>, node: &Labels, step: i32) {
        let (selects, holds) = (self.selects(pod), pod.company.apart.contains(&self.others));
        let Some(place) = node.get(&self.others.topology_key) else { return };
        if holds && self.namespace == pod.namespace {
            let holders = self.holders.entry(place.clone()).or_default();
            *holders = holders.saturating_add_signed(step);
        }
        if let Some(pods) = self.pods.get_mut(place).filter(|_| selects) {
            let before = *pods;
            *pods = pods.saturating_add_signed(step);
            let after = *pods;
            *self.levels.entry(after).or_default() += 1;
            if let Some(level) = self.levels.get_mut(&before) {
                *level -= 1;
            }
            self.levels.retain(|_, places| *places > 0);
        }
    }

    /// Whether a Pod there wants to be apart from this one.
    fn repels(&self, pod: Neighbour<'_>, node: &Labels) -> bool {
        let place = node.get(&self.others.topology_key);
        place.and_then(|place| self.holders.get(place)).is_some_and(|holders| *holders > 0)
            && self.selects(pod)
    }

    /// Whether one more Pod there would be too many beside the emptiest place.
    fn is_uneven(&self, pod: Neighbour<'_>, node: &Labels, skew: u32) -> bool {
        let least = self.levels.keys().next().copied().unwrap_or(0);
        self.at(node).is_none_or(|pods| pods + u32::from(self.selects(pod)) > least + skew)
    }
}
