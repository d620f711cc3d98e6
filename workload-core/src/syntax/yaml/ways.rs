//! The two ways to read a document, compared: what the short one takes, both must read alike.

use super::check::check;
use super::node::{Content, Node};
use super::parse::parse_whole;
use super::plain;
use super::split::split;
use super::tree::Tree;

/// How the short way reads a document of `text` otherwise than the whole parser does; none when
/// both read all alike, or the short way leaves them.
#[must_use]
pub fn ways_differ(text: &str) -> Option<String> {
    split(text).into_iter().find_map(|part| differ(&text[part.clone()], part.start))
}

fn differ(text: &str, offset: usize) -> Option<String> {
    let short = plain::parse(text, offset)?;
    let whole = parse_whole(text, offset, false);
    let other = match whole.tree {
        Ok(Some(tree)) if whole.dropped.is_none() => tree,
        Ok(_) => return Some("taken as one document".to_owned()),
        Err(error) => return Some(format!("taken, and refused by the parser: {error:?}")),
    };
    if short.is_sound && !is_sound(&other) {
        return Some("taken as sound".to_owned());
    }
    let (short, other) = (shown(&short), shown(&other));
    let differs = short.iter().zip(&other).find(|(short, other)| short != other);
    match differs {
        Some((short, other)) => Some(format!("{short} is {other} for the parser")),
        None if short.len() == other.len() => None,
        None => Some(format!("{} nodes are {} for the parser", short.len(), other.len())),
    }
}

/// Whether the parser's tree of a document is what the short way says of its own without a look at all of it.
fn is_sound(tree: &Tree<'_>) -> bool {
    let keys = tree.ids().flat_map(|id| tree.entries(id));
    let are_plain = keys.map(|entry| entry.key_id).all(|key| tree.plain_key(key).is_some());
    are_plain && !tree.has_braces() && check(tree).is_ok_and(|duplicate_keys| duplicate_keys.is_empty())
}

/// A tree's nodes with all that must be alike.
fn shown(tree: &Tree<'_>) -> Vec<String> {
    let one = |node: &Node<'_>| {
        // An absent value has no place of its own, and a collection's is that of what is in it.
        let is_scalar = matches!(node.content, Content::Scalar(_)) && node.span.start < node.span.end;
        let place = if is_scalar { node.span.range() } else { 0..0 };
        format!("{:?} {place:?} ..{} {}", node.content, node.end, node.plain)
    };
    tree.nodes.iter().map(one).collect()
}
