//! Pods in the order in which they would go, kept by groups: the Pods of one class on one node.
//!
//! What comes to a node or leaves it moves all Pods of the node at once, and only their group is moved.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::queue::Millis;
use crate::syntax::text::FastMap;

/// Whether a Pod has a node, how far it has come, whether it is ready, and its deletion cost.
pub(super) type Class = (bool, Phase, bool, i32);

/// The least class of all.
const LEAST: Class = (false, Phase::Pending, false, i32::MIN);

/// Since when a Pod has been ready, and its turn among those that are equal.
pub(super) type Key = (Reverse<Millis>, Reverse<(i64, PodId)>);

/// Where a Pod stands, but for the other Pods of its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) node: Option<NodeId>,
    pub(super) class: Class,
    pub(super) key: Key,
}

/// The Pods of one class on one node.
type Group = (Option<NodeId>, Class);

/// Where a group stands: its class, the number of Pods on its node, its first Pod.
type Entry = (Class, Reverse<u32>, Key, Option<NodeId>);

/// Pods in order, the first to go first.
#[derive(Debug, Default)]
pub(super) struct Line {
    places: FastMap<PodId, Place>,
    groups: BTreeMap<Group, BTreeSet<Key>>,
    heap: BinaryHeap<Reverse<Entry>>,
    /// The one entry of each group that counts; a group that moved back is put in its place when it is met.
    entries: BTreeMap<Group, Entry>,
}

impl Line {
    /// Puts a Pod in its place; `beside` says how many Pods a node has.
    pub(super) fn put(&mut self, pod: PodId, place: Place, beside: impl Fn(Option<NodeId>) -> u32) {
        if self.places.get(&pod) == Some(&place) {
            return;
        }
        self.remove(pod);
        self.places.insert(pod, place);
        let group = (place.node, place.class);
        self.groups.entry(group).or_default().insert(place.key);
        self.enter(group, beside(place.node));
    }

    /// Takes a Pod out.
    pub(super) fn remove(&mut self, pod: PodId) {
        let Some(Place { node, class, key }) = self.places.remove(&pod) else { return };
        if let Some(keys) = self.groups.get_mut(&(node, class)) {
            keys.remove(&key);
            if keys.is_empty() {
                self.groups.remove(&(node, class));
                self.entries.remove(&(node, class));
            }
        }
    }

    /// A node has more Pods than before: its groups move forward.
    pub(super) fn move_forward(&mut self, node: NodeId, pods: u32) {
        let on_node = self.groups.range((Some(node), LEAST)..).take_while(|((on, _), _)| *on == Some(node));
        let groups: Vec<_> = on_node.map(|(group, _)| *group).collect();
        for group in groups {
            self.enter(group, pods);
        }
    }

    /// Takes out the first Pod.
    pub(super) fn pop(&mut self, beside: impl Fn(Option<NodeId>) -> u32) -> Option<PodId> {
        while let Some(Reverse(entry)) = self.heap.pop() {
            let (class, _, (_, Reverse((_, pod))), node) = entry;
            let (group, pods) = ((node, class), beside(node));
            if self.entries.get(&group) != Some(&entry) {
                continue;
            }
            self.entries.remove(&group);
            let is_first = self.now(group, pods) == Some(entry);
            if is_first {
                self.remove(pod);
            }
            self.enter(group, pods);
            if is_first {
                return Some(pod);
            }
        }
        None
    }

    /// Where a group stands now.
    fn now(&self, group: Group, pods: u32) -> Option<Entry> {
        let (node, class) = group;
        Some((class, Reverse(pods), *self.groups.get(&group)?.first()?, node))
    }

    /// Gives a group an entry, unless it has one that comes up no later.
    fn enter(&mut self, group: Group, pods: u32) {
        let Some(entry) = self.now(group, pods) else { return };
        if self.entries.get(&group).is_none_or(|before| entry < *before) {
            self.entries.insert(group, entry);
            self.heap.push(Reverse(entry));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(node: usize, ready: bool, pod: usize) -> (PodId, Place) {
        let id = PodId::after(pod);
        let class = (true, Phase::Running, ready, 0);
        let turn = i64::try_from(pod).unwrap();
        (id, Place { node: Some(NodeId::after(node)), class, key: (Reverse(0), Reverse((turn, id))) })
    }

    fn order(mut line: Line, beside: impl Fn(Option<NodeId>) -> u32) -> Vec<usize> {
        std::iter::from_fn(|| line.pop(&beside)).map(PodId::at).collect()
    }

    #[test]
    fn the_fuller_node_and_the_younger_pod_come_first() {
        let mut line = Line::default();
        let pods = [1, 2, 1];
        let beside = |node: Option<NodeId>| pods[node.unwrap().at()];
        for (pod, place) in [place(0, true, 0), place(1, true, 1), place(1, true, 2), place(2, false, 3)] {
            line.put(pod, place, beside);
        }
        assert_eq!(order(line, beside), [3, 2, 1, 0]);
    }

    #[test]
    fn a_node_that_fills_up_moves_forward_and_one_that_empties_moves_back() {
        let mut line = Line::default();
        for (pod, place) in [place(0, true, 0), place(1, true, 1)] {
            line.put(pod, place, |_| 1);
        }
        line.move_forward(NodeId::after(0), 3);
        assert_eq!(
            line.pop(|node| if node == Some(NodeId::after(0)) { 3 } else { 1 }),
            Some(PodId::after(0))
        );
        let (pod, again) = place(0, true, 2);
        line.put(pod, again, |_| 3);
        assert_eq!(order(line, |_| 1), [2, 1]);
    }
}
