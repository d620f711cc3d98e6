//! All nodes, in the order in which the scheduler looks at them.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::{NodeId, PodId};
use super::node::Node;
use super::resources::Resources;

/// The nodes of the cluster.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    list: Vec<Node>,
    by_name: BTreeMap<String, NodeId>,
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
        id
    }

    /// Takes a node away; its Pods keep their place until somebody collects them.
    pub(crate) fn remove(&mut self, id: NodeId) {
        let node = &mut self.list[id.at()];
        node.gone = true;
        self.order.remove(&(node.load(), id));
        self.by_name.remove(&node.name);
    }

    /// The node of a name.
    pub(crate) fn named(&self, name: &str) -> Option<NodeId> {
        self.by_name.get(name).copied()
    }

    /// One node, to look at.
    pub(crate) fn get(&self, id: NodeId) -> &Node {
        &self.list[id.at()]
    }

    /// One node, to change what says nothing of its room.
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
    pub(crate) fn put(&mut self, id: NodeId, pod: PodId, requests: &Resources) {
        self.shift(id, |node| {
            node.used.add(requests);
            node.pods.insert(pod);
        });
    }

    /// Takes a Pod off a node.
    pub(crate) fn take(&mut self, id: NodeId, pod: PodId, requests: &Resources) {
        self.shift(id, |node| {
            node.used.subtract(requests);
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
