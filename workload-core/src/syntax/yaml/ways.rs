//! The two ways to read a document, compared: what the short one takes, both must read alike.

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
    let (short, other) = (shown(&short), shown(&other));
    let differs = short.iter().zip(&other).find(|(short, other)| short != other);
    match differs {
        Some((short, other)) => Some(format!("{short} is {other} for the parser")),
        None if short.len() == other.len() => None,
        None => Some(format!("{} nodes are {} for the parser", short.len(), other.len())),
    }
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
