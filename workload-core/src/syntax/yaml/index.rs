//! What is above each node, and what is in large collections: made when it is first asked for, so
//! that a thousand questions about a huge document take one walk through it.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::node::{Content, NodeId};
use super::path::Step;
use super::tables::{Above, Role, Table};
use super::tree::Tree;
use crate::syntax::text::FastMap;

/// Collections with fewer children are looked through one by one.
const LARGE: usize = 24;

impl Tree<'_> {
    /// What a node stands in.
    pub(super) fn above(&self, id: NodeId) -> Above {
        self.tables.above.get_or_init(|| self.all_above())[id.index()]
    }

    fn all_above(&self) -> Vec<Above> {
        let root = Above { holder: NodeId::ROOT, role: Role::Root };
        let mut above = vec![root; self.len()];
        for holder in self.ids() {
            let is_map = match self.raw(holder).content {
                Content::Sequence => false,
                Content::Mapping => true,
                Content::Scalar(_) | Content::Alias(_) => continue,
            };
            let mut key = None;
            for (number, child) in self.children(holder).enumerate() {
                let role = match key.take() {
                    _ if !is_map => Role::Item(number),
                    Some(key) => Role::Value(key),
                    None => {
                        key = Some(child);
                        Role::Key
                    }
                };
                above[child.index()] = Above { holder, role };
            }
        }
        above
    }

    /// One step down from a node: the node there, and its key.
    pub(super) fn step(&self, node: NodeId, step: &Step) -> Option<(NodeId, Option<NodeId>)> {
        match (self.table(node), step) {
            (Some(Table::List(items)), Step::Index(index)) => Some((*items.get(*index)?, None)),
            (Some(Table::Map(entries)), Step::Field(name) | Step::Key(name)) => {
                let wanted = hash(name);
                let start = entries.partition_point(|(hash, ..)| *hash < wanted);
                let mut alike = entries[start..].iter().take_while(|(hash, ..)| *hash == wanted);
                let (_, key, value) = alike.find(|(_, key, _)| self.key_text(*key) == *name)?;
                Some((*value, Some(*key)))
            }
            (None, Step::Field(name) | Step::Key(name)) => {
                let (key, value) = self.pair(node, name)?;
                Some((value, Some(key)))
            }
            (None, Step::Index(index)) => Some((self.items(node).nth(*index)?, None)),
            (Some(_), _) => None,
        }
    }

    fn table(&self, node: NodeId) -> Option<&Table> {
        let node = self.resolve(node);
        let is_large = self.raw(node).end as usize - node.index() > LARGE;
        if !is_large || self.children(node).nth(LARGE).is_none() {
            return None;
        }
        self.tables.large.get_or_init(|| self.all_large()).get(&node)
    }

    fn all_large(&self) -> FastMap<NodeId, Table> {
        let large = self.ids().filter(|id| self.children(*id).nth(LARGE).is_some());
        large.filter_map(|id| Some((id, self.table_of(id)?))).collect()
    }

    fn table_of(&self, id: NodeId) -> Option<Table> {
        match self.raw(id).content {
            Content::Sequence => Some(Table::List(self.items(id).collect())),
            Content::Mapping => {
                let all = self.entries(id);
                let mut entries: Vec<_> =
                    all.map(|entry| (hash(&entry.key), entry.key_id, entry.value)).collect();
                // Of a key that stands twice the last counts.
                entries.reverse();
                entries.sort_by_key(|(hash, ..)| *hash);
                entries.dedup_by(|(next, key, _), (last, kept, _)| {
                    next == last && self.key_text(*key) == self.key_text(*kept)
                });
                Some(Table::Map(entries))
            }
            Content::Scalar(_) | Content::Alias(_) => None,
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::syntax::yaml::{NodeId, Path, PathBuilder, documents};

    #[test]
    fn large_collections_are_searched_as_small_ones_are() {
        let mut text = String::from("base: &base {shared: s, k3: no}\nmap:\n  <<: *base\n");
        for number in 0..100 {
            writeln!(text, "  k{number}: v{number}").unwrap();
        }
        text.push_str("  k7: twice\nlist:\n");
        for number in 0..100 {
            writeln!(text, "- i{number}").unwrap();
        }
        let tree = documents(&text).next().unwrap().tree.unwrap();
        let (root, map, list) = (PathBuilder::root(), "map", "list");
        let at = |path: Path| {
            let located = tree.locate(&path);
            located.whole.then(|| &text[located.span.range()])
        };
        let (map, list) = (root.field(map), root.field(list));
        assert_eq!(at(map.field("k3").path()), Some("v3"));
        assert_eq!(at(map.field("k7").path()), Some("twice"));
        assert_eq!(at(map.field("shared").path()), Some("s"));
        assert_eq!(at(map.field("k100").path()), None);
        assert_eq!(at(map.index(3).path()), None);
        assert_eq!(at(list.index(99).path()), Some("i99"));
        assert_eq!(at(list.index(100).path()), None);
        assert_eq!(at(list.field("k3").path()), None);
    }

    #[test]
    fn paths_are_those_of_keys_values_and_items() {
        let tree = documents("a: [x, {b: c}]\n? {d: e}\n: f\n").next().unwrap().tree;
        assert!(tree.is_err(), "a key must be text");
        let tree = documents("a: [x, {b: c}]\n").next().unwrap().tree.unwrap();
        let paths: Vec<_> = tree.ids().map(|id| tree.path_of(id).to_string()).collect();
        assert_eq!(paths, ["", "a", "a", "a[0]", "a[1]", "a[1].b", "a[1].b"]);
        assert_eq!(tree.path_of(NodeId::ROOT), Path::default());
    }
}
