//! One document's nodes in the order of the text.
//!
//! A collection's children follow it directly and its `end` says where they stop, so that a
//! whole document is one allocation and skipping a subtree is one addition. A mapping's
//! children are key, value, key, value, …

use super::node::{Content, Node, NodeId};
use super::tables::Tables;

/// One document.
#[derive(Clone, Debug, Default)]
pub struct Tree<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    /// Whether its reader saw that every key is a text that is spelt as itself and stands once in its map, and that
    /// there is neither a map as a key nor an alias nor a number that JSON has not: nobody need look for them again.
    pub(super) is_sound: bool,
    pub(super) tables: Tables,
}

impl<'t> Tree<'t> {
    /// Whether the document holds nothing but blanks and comments.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node as it stands.
    #[must_use]
    pub fn raw(&self, id: NodeId) -> &Node<'t> {
        &self.nodes[id.index()]
    }

    /// The node that is meant: an alias is followed.
    #[must_use]
    pub fn resolve(&self, id: NodeId) -> NodeId {
        match self.raw(id).content {
            Content::Alias(target) => target,
            _ => id,
        }
    }

    /// The node that is meant.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node<'t> {
        self.raw(self.resolve(id))
    }

    /// Whether a map stands directly in a map's braces as its key, as in `{{ .Values.image }}`:
    /// what a template looks like to YAML.
    #[must_use]
    pub fn has_braces(&self) -> bool {
        let mut pairs = self.nodes.windows(2);
        !self.is_sound
            && pairs.any(|pair| {
                pair[0].span.start + 1 == pair[1].span.start
                    && matches!(pair[0].content, Content::Mapping)
                    && matches!(pair[1].content, Content::Mapping)
            })
    }

    /// Whether every node begins before the byte.
    #[must_use]
    pub fn is_before(&self, byte: u32) -> bool {
        self.nodes.last().is_none_or(|last| last.span.start < byte)
    }

    /// The first node below the root that begins at the byte or behind it.
    #[must_use]
    pub fn first_from(&self, byte: u32) -> Option<NodeId> {
        let below = self.nodes.get(1..)?;
        let number = 1 + below.partition_point(|node| node.span.start < byte);
        u32::try_from(number).ok().filter(|_| number < self.nodes.len()).map(NodeId)
    }

    /// The ids of all nodes, in the order of the text.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// The node and everything below it, in the order of the text.
    pub fn below(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.0..self.raw(id).end).map(NodeId)
    }

    /// The direct children of a collection; none of a scalar.
    pub(super) fn children(&self, id: NodeId) -> Children<'_, 't> {
        let id = self.resolve(id);
        let end = match self.raw(id).content {
            Content::Sequence | Content::Mapping => self.raw(id).end,
            Content::Scalar(_) | Content::Alias(_) => id.0,
        };
        Children { tree: self, next: id.0 + 1, end }
    }

    /// No items.
    pub(crate) fn no_items(&self) -> Children<'_, 't> {
        Children::none(self)
    }

    /// The items of a list; none of anything else.
    #[must_use]
    pub fn items(&self, id: NodeId) -> Children<'_, 't> {
        match self.node(id).content {
            Content::Sequence => self.children(id),
            Content::Mapping | Content::Scalar(_) | Content::Alias(_) => Children::none(self),
        }
    }
}

/// Walks over the direct children of a collection.
#[derive(Clone, Debug)]
pub struct Children<'a, 't> {
    tree: &'a Tree<'t>,
    next: u32,
    end: u32,
}

impl<'a, 't> Children<'a, 't> {
    /// No children.
    pub(super) const fn none(tree: &'a Tree<'t>) -> Self {
        Self { tree, next: 0, end: 0 }
    }
}

impl Iterator for Children<'_, '_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = NodeId(self.next);
        if self.next >= self.end {
            return None;
        }
        self.next = self.tree.raw(id).end;
        Some(id)
    }
}
