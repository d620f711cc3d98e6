//! From a path to the place in the text, and back.

use super::entries::spelt;
use super::node::{Content, NodeId};
use super::path::{Path, Step};
use super::tables::Role;
use super::tree::Tree;
use crate::syntax::text::Span;

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located {
    /// The deepest node on the way that is there.
    pub node: NodeId,
    /// What to point at: the value, or the key of a map or list; of the deepest one there.
    pub span: Span,
    /// The key that leads there, where one does.
    pub key: Option<Span>,
    /// Whether the whole path is there.
    pub whole: bool,
}

impl Tree<'_> {
    /// The place of `path`, or of the nearest thing above it that is there.
    #[must_use]
    pub fn locate(&self, path: &Path) -> Located {
        let (mut node, mut key, mut whole) = (NodeId::ROOT, None, true);
        for step in &path.0 {
            let Some((next, next_key)) = self.step(node, step) else {
                whole = false;
                break;
            };
            (node, key) = (next, next_key);
        }
        Located { node, span: self.pointed(node, key), key: key.map(|key| self.raw(key).span), whole }
    }

    /// A node's text and, when it is a key, its value's.
    #[must_use]
    pub fn extent(&self, id: NodeId) -> Span {
        let own = self.raw(id).span;
        // A key is followed by its value; a list's item is not followed by anything of its own.
        match self.above(id).role {
            Role::Key => self.nodes.get(id.index() + 1).map_or(own, |value| own.to(value.span)),
            Role::Root | Role::Item(_) | Role::Value(_) => own,
        }
    }

    /// The first scalar of what begins at a node: the node itself, or the first key in it.
    #[must_use]
    pub fn innermost_at(&self, id: NodeId) -> NodeId {
        let mut here = id;
        while let Some(first) =
            self.children(here).next().filter(|_| matches!(self.raw(here).content, Content::Mapping))
        {
            here = first;
        }
        here
    }

    /// What to point at: a scalar itself, a collection's key, or the first key of a list's item.
    fn pointed(&self, node: NodeId, key: Option<NodeId>) -> Span {
        let raw = self.raw(node);
        match (&raw.content, key) {
            (Content::Scalar(_), Some(key)) if raw.span.start == raw.span.end => self.raw(key).span,
            (Content::Scalar(_) | Content::Alias(_), _) => raw.span,
            (Content::Sequence | Content::Mapping, Some(key)) => self.raw(key).span,
            (Content::Sequence | Content::Mapping, None) => {
                self.children(node).next().map_or(raw.span, |first| self.raw(first).span)
            }
        }
    }

    /// The path of a node; of one behind an alias, the path of the anchor.
    #[must_use]
    pub fn path_of(&self, target: NodeId) -> Path {
        let mut steps = Vec::new();
        if target == NodeId::ROOT {
            return Path(steps);
        }
        let mut here = target;
        loop {
            let above = self.above(here);
            match above.role {
                Role::Root => break,
                Role::Item(index) => steps.push(Step::Index(index)),
                Role::Value(key) => steps.push(Step::Field(self.key_text(key))),
                // What is inside a key has the key's place.
                Role::Key => steps = vec![Step::Field(self.key_text(here))],
            }
            here = above.holder;
        }
        steps.reverse();
        Path(steps)
    }

    pub(super) fn key_text(&self, key: NodeId) -> String {
        match self.node(key).scalar() {
            Some(Ok(scalar)) => spelt(scalar).into_owned(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::{PathBuilder, documents};

    const POD: &str = "spec:\n  containers:\n  - name: a\n    ports: []\n  - name: b\n";

    #[test]
    fn paths_lead_to_values_and_to_keys_of_collections() {
        let tree = documents(POD).next().unwrap().tree.unwrap();
        let at = |path: &Path| {
            let located = tree.locate(path);
            (&POD[located.span.range()], located.whole)
        };
        let root = PathBuilder::root();
        let spec = root.field("spec");
        let containers = spec.field("containers");
        let first = containers.index(0);
        assert_eq!(at(&first.field("name").path()), ("a", true));
        assert_eq!(at(&first.field("ports").path()), ("ports", true));
        assert_eq!(at(&first.field("image").path()), ("name", false));
        assert_eq!(at(&containers.path()), ("containers", true));
        assert_eq!(at(&containers.index(7).path()), ("containers", false));
    }

    #[test]
    fn every_node_has_a_path_that_leads_back() {
        let tree = documents(POD).next().unwrap().tree.unwrap();
        for id in tree.ids().filter(|id| !tree.path_of(*id).0.is_empty()) {
            let located = tree.locate(&tree.path_of(id));
            assert!(located.whole, "{}", tree.path_of(id));
        }
    }
}
