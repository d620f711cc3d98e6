//! Tables about the nodes of one tree, filled when they are first asked for.

use std::sync::OnceLock;

use super::node::NodeId;
use crate::syntax::text::FastMap;

/// The tables of one tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) above: OnceLock<Vec<Above>>,
    pub(super) large: OnceLock<FastMap<NodeId, Table>>,
}

/// What a node stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above {
    /// The collection; the root's is the root itself.
    pub(super) holder: NodeId,
    pub(super) role: Role,
}

/// What a node is in the collection that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Item(usize),
    Key,
    /// The value of the key at this node.
    Value(NodeId),
}

/// What is in a large collection.
#[derive(Clone, Debug)]
pub(super) enum Table {
    List(Vec<NodeId>),
    /// The hashes of the keys, each with the key and the value, in order of the hashes.
    Map(Vec<(u64, NodeId, NodeId)>),
}
