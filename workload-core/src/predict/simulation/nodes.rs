//! All nodes, in the order in which the scheduler looks at them.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::{NodeId, PodId};
use super::node::{Node, ZONE};
use super::template::Template;

/// The nodes of the cluster.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    list: Vec<Node>,
    by_name: BTreeMap<String, NodeId>,
    /// The nodes that are gone, by name.
    gone: BTreeMap<String, Vec<NodeId>>,
    /// How many nodes that are there have a zone.
    zoned: usize,
    /// How many have taints that Pods rather avoid.
    softly_tainted: usize,
    /// The zones there ever were; a node knows its zone by the place in this list.
    zones: Vec<String>,
    /// The nodes that are there, the emptiest first.
    order: BTreeSet<((u64, usize), NodeId)>,
}

impl Nodes {
    /// Adds a node; one of the same name must be gone.
    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        let id = NodeId::after(self.list.len());
        self.by_name.insert(node.name.clone(), id);
        self.order.insert((node.load(), id));
        self.list.push(node);
        self.count_unlike(id);
        id
    }

    /// Brings a node back that was removed while it had Pods.
    pub(crate) fn revive(&mut self, node: Node) -> Option<NodeId> {
        let gone = self.gone.get_mut(&node.name)?;
        let at = gone.iter().rposition(|id| !self.list[id.at()].pods.is_empty())?;
        let id = gone.remove(at);
        let old = &mut self.list[id.at()];
        (old.labels, old.taints, old.room) = (node.labels, node.taints, node.room);
        (old.gone, old.has_kubelet) = (false, true);
        self.order.insert((old.load(), id));
        self.by_name.insert(node.name, id);
        self.count_unlike(id);
        Some(id)
    }

    /// Whether nodes that are there differ in zones or in taints that Pods rather avoid.
    pub(crate) fn are_unlike(&self) -> bool {
        self.zoned > 0 || self.softly_tainted > 0
    }

    /// Whether any node has a taint that Pods rather avoid.
    pub(crate) fn are_softly_tainted(&self) -> bool {
        self.softly_tainted > 0
    }

    /// How many zones there ever were.
    pub(crate) fn zone_count(&self) -> usize {
        self.zones.len()
    }

    /// Counts a node among those in zones and with taints that Pods rather avoid.
    fn count_unlike(&mut self, id: NodeId) {
        let node = &mut self.list[id.at()];
        node.zone_number = node.labels.get(ZONE).map(|zone| number_of(zone, &mut self.zones));
        self.zoned += usize::from(node.zone_number.is_some());
        self.softly_tainted += usize::from(is_softly_tainted(node));
    }

    /// Counts it no more.
    fn discount_unlike(&mut self, id: NodeId) {
        let node = &self.list[id.at()];
        self.zoned -= usize::from(node.zone_number.is_some());
        self.softly_tainted -= usize::from(is_softly_tainted(node));
    }

    /// Takes a node away; its Pods keep their place until somebody collects them.
    pub(crate) fn remove(&mut self, id: NodeId) {
        self.discount_unlike(id);
        let node = &mut self.list[id.at()];
        node.gone = true;
        self.order.remove(&(node.load(), id));
        self.by_name.remove(&node.name);
        self.gone.entry(node.name.clone()).or_default().push(id);
    }

    /// The node of a name.
    pub(crate) fn named(&self, name: &str) -> Option<NodeId> {
        self.by_name.get(name).copied()
    }

    /// One node, to look at.
    pub(crate) fn get(&self, id: NodeId) -> &Node {
        &self.list[id.at()]
    }

    /// Changes the labels and taints of a node.
    pub(crate) fn edit(&mut self, id: NodeId, edit: impl FnOnce(&mut Node)) {
        let is_there = !self.list[id.at()].gone;
        if is_there {
            self.discount_unlike(id);
        }
        edit(&mut self.list[id.at()]);
        if is_there {
            self.count_unlike(id);
        }
    }

    /// One node, to change what says nothing of its room, labels and taints.
    pub(crate) fn get_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.list[id.at()]
    }

    /// Every node there ever was.
    pub(crate) fn all(&self) -> &[Node] {
        &self.list
    }

    /// The nodes that are there, by name.
    pub(crate) fn present(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.by_name.values().copied()
    }

    /// The nodes that are there, the emptiest first.
    pub(crate) fn emptiest_first(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.order.iter().map(|(_, id)| *id)
    }

    /// How many are there.
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    /// Puts a Pod on a node.
    pub(crate) fn put(&mut self, id: NodeId, pod: PodId, template: &Template) {
        self.shift(id, |node| {
            node.used.add(&template.requests);
            node.scored.add(template.scored);
            node.host_ports.extend(template.host_ports.iter().cloned());
            node.pods.insert(pod);
        });
    }

    /// Takes a Pod off a node.
    pub(crate) fn take(&mut self, id: NodeId, pod: PodId, template: &Template) {
        self.shift(id, |node| {
            node.used.subtract(&template.requests);
            node.scored.subtract(template.scored);
            for port in &template.host_ports {
                if let Some(at) = node.host_ports.iter().position(|taken| taken == port) {
                    node.host_ports.swap_remove(at);
                }
            }
            node.pods.remove(&pod);
        });
    }

    fn shift(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        let node = &mut self.list[id.at()];
        let before = (node.load(), id);
        change(node);
        if self.order.remove(&before) {
            self.order.insert((node.load(), id));
        }
    }
}

/// Whether a node has a taint that Pods rather avoid.
fn is_softly_tainted(node: &Node) -> bool {
    node.taints.iter().any(|taint| taint.effect == "PreferNoSchedule")
}

/// The number of a zone, which is listed if it is new.
fn number_of(zone: &str, zones: &mut Vec<String>) -> usize {
    zones.iter().position(|known| known == zone).unwrap_or_else(|| {
        zones.push(zone.to_owned());
        zones.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A search through all nodes for each of them takes minutes.
    const MANY: usize = 100_000;

    #[test]
    fn a_name_is_looked_up_among_many_nodes() {
        let mut nodes = Nodes::default();
        let node = |number: usize| Node::new(format!("node-{number}"));
        for number in 0..MANY {
            assert_eq!(nodes.revive(node(number)), None);
            let id = nodes.add(node(number));
            nodes.get_mut(id).pods.insert(PodId::after(number));
        }
        for number in 0..MANY {
            let id = nodes.named(&format!("node-{number}")).unwrap();
            nodes.remove(id);
            assert_eq!(nodes.named(&format!("node-{number}")), None);
        }
        for number in 0..MANY {
            assert_eq!(nodes.revive(node(number)), Some(NodeId::after(number)));
            assert_eq!(nodes.revive(node(number)), None);
        }
        assert_eq!(nodes.present().count(), MANY);
    }
}
