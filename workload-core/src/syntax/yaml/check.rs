//! What a reader of YAML refuses beyond syntax: keys that are no text, keys that stand twice,
//! tags that do not fit, and aliases that blow up.

use super::distinct::{DistinctKeys, mark};
use super::entries::{Entry, KeyError};
use super::error::SyntaxError;
use super::node::{Content, NodeId};
use super::scalar::{Scalar, may_be_infinite};
use super::tables::Role;
use super::tree::Tree;
use crate::syntax::text::FastMap;

/// How many nodes a document may have when its aliases are written out.
const LARGEST: usize = 1_000_000;

/// The keys that stand twice, or why the document is refused.
// `.ci/measure-validate` counts its instructions.
#[inline(never)]
pub(super) fn check(tree: &Tree<'_>) -> Result<Vec<(NodeId, NodeId)>, SyntaxError> {
    // First of all: merge keys write aliases out.
    measure(tree)?;
    let (mut duplicate_keys, mut entries) = (Vec::new(), Vec::new());
    for id in tree.ids() {
        let node = tree.raw(id);
        match &node.content {
            Content::Scalar(text) if node.tag.is_some() || (node.plain && may_be_infinite(text)) => {
                check_scalar(tree, id)?;
            }
            Content::Mapping if has_distinct_keys(tree, id) => {}
            Content::Mapping => {
                entries.clear();
                let merges = tree.collect(id, &mut entries).map_err(|error| explain(tree, &error))?;
                if merges {
                    // A key may override one that a merge brings, as YAML means it.
                    without_merged(tree, id, &mut entries);
                }
                find_doubles(tree, &entries, &mut duplicate_keys);
            }
            Content::Scalar(_) | Content::Sequence | Content::Alias(_) => {}
        }
    }
    Ok(duplicate_keys)
}

/// Takes out the entries that a merge brings to the map at `id`.
fn without_merged(tree: &Tree<'_>, id: NodeId, entries: &mut Vec<Entry<'_>>) {
    let own: Vec<_> = tree.children(id).step_by(2).map(NodeId::index).collect();
    entries.retain(|entry| own.binary_search(&entry.key_id.index()).is_ok());
}

/// Checks a scalar with a tag, or a number that JSON has not.
fn check_scalar(tree: &Tree<'_>, id: NodeId) -> Result<(), SyntaxError> {
    let node = tree.raw(id);
    let message = match node.scalar() {
        Some(Err(error)) => error.0.to_owned(),
        // A key becomes a text.
        Some(Ok(Scalar::Float(number))) if !number.is_finite() && tree.above(id).role != Role::Key => {
            "JSON has no such number, and JSON is what is sent: put it in quotes if it is a text".to_owned()
        }
        _ => return Ok(()),
    };
    Err(SyntaxError { message, span: node.span })
}

fn explain(tree: &Tree<'_>, error: &KeyError) -> SyntaxError {
    let (message, id) = match *error {
        KeyError::NotText(id) => ("a key must be text, a number or a bool, not nothing, a list or a map", id),
        KeyError::Tag(error, id) => (error.0, id),
        KeyError::Large(id) => ("a number above 9223372036854775807 cannot be a key: put it in quotes", id),
        KeyError::Merge(id) => ("`<<` takes a map, or a list of maps", id),
    };
    SyntaxError { message: message.to_owned(), span: tree.raw(id).span }
}

/// Maximum number of keys that are compared one by one.
const FEW: usize = 12;

/// Whether the keys of a map are texts that are plainly different.
fn has_distinct_keys(tree: &Tree<'_>, id: NodeId) -> bool {
    let mut keys = DistinctKeys::default();
    let mut own = tree.children(id).step_by(2);
    own.all(|key| tree.plain_key(key).is_some_and(|text| keys.add(text)))
}

fn find_doubles(tree: &Tree<'_>, entries: &[Entry<'_>], duplicate_keys: &mut Vec<(NodeId, NodeId)>) {
    if entries.len() <= FEW {
        let mut marks = [0; FEW];
        for (at, entry) in entries.iter().enumerate() {
            marks[at] = mark(entry.key.as_bytes());
            let alike = (0..at).filter(|other| marks[*other] == marks[at]).map(|other| &entries[other]);
            if let Some(first) = alike.into_iter().find(|other| is_same(tree, other, entry)) {
                duplicate_keys.push((entry.key_id, first.key_id));
            }
        }
        return;
    }
    let mut seen: FastMap<(&str, bool), &Entry<'_>> = FastMap::default();
    seen.reserve(entries.len());
    for entry in entries {
        if let Some(first) = seen.insert((&entry.key, is_number(tree, entry)), entry) {
            duplicate_keys.push((entry.key_id, first.key_id));
        }
    }
}

/// Go keeps the number `1` and the text `"1"` apart, and `on` and `y` together.
fn is_same(tree: &Tree<'_>, one: &Entry<'_>, other: &Entry<'_>) -> bool {
    one.key == other.key && is_number(tree, one) == is_number(tree, other)
}

fn is_number(tree: &Tree<'_>, entry: &Entry<'_>) -> bool {
    let bare = entry.key.as_bytes().first().is_some_and(|first| !first.is_ascii_alphabetic());
    bare && tree.node(entry.key_id).plain
}

/// Refuses a document that its aliases make larger than memory should hold.
fn measure(tree: &Tree<'_>) -> Result<(), SyntaxError> {
    if !tree.ids().any(|id| matches!(tree.raw(id).content, Content::Alias(_))) {
        return Ok(());
    }
    // An alias points backwards, so every size it needs is known when it is reached.
    let mut sizes = vec![0usize; tree.len()];
    let mut total = 0usize;
    for id in tree.ids() {
        if let Content::Alias(target) = tree.raw(id).content {
            let inside = subtree(tree, &sizes, target);
            sizes[id.index()] = inside;
            total = total.saturating_add(inside);
        }
        if total > LARGEST {
            let message = "aliases make this document too large: write the values out".to_owned();
            return Err(SyntaxError { message, span: tree.raw(id).span });
        }
    }
    Ok(())
}

/// The nodes of a subtree with its aliases written out.
fn subtree(tree: &Tree<'_>, sizes: &[usize], root: NodeId) -> usize {
    let range = root.index()..tree.raw(root).end as usize;
    range.clone().len().saturating_add(sizes[range].iter().fold(0, |sum, size| sum.saturating_add(*size)))
}
