//! The documents of a stream.

use std::borrow::Cow;

use super::check::check;
use super::error::SyntaxError;
use super::node::NodeId;
use super::parse::{parse, prepared};
use super::split::split;
use super::tree::Tree;
use crate::syntax::text::Span;

/// One document of a stream: its tree, or why there is none.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The part of the stream that it stands in, its `---` line included.
    pub span: Span,
    /// The nodes, or the error that ended the document.
    pub tree: Result<Tree<'t>, SyntaxError>,
    /// Keys that stand twice in one map: each later one, with the earlier.
    pub duplicate_keys: Vec<(NodeId, NodeId)>,
}

/// The text of a stream as [`documents`] wants it.
///
/// Spans mean the same bytes in both. It is the same text but for line breaks that only YAML
/// 1.1 knows, and the tabs of JSON.
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    prepared(text)
}

/// The documents of `text`, in order; those without content are left out.
///
/// Each is read on its own: after a broken one the next is read still. Anchors end with their
/// document.
pub fn documents(text: &str) -> impl Iterator<Item = Document<'_>> {
    split(text).into_iter().flat_map(move |range| {
        let span = Span::of(range.clone());
        let parsed = parse(&text[range.clone()], range.start);
        let trees = parsed.trees.into_iter().filter(|tree| !is_blank(tree));
        let mut documents: Vec<_> = trees.map(|tree| whole(span, tree)).collect();
        documents.extend(parsed.error.map(|error| Document {
            span,
            tree: Err(error),
            duplicate_keys: Vec::new(),
        }));
        documents
    })
}

fn whole(span: Span, tree: Tree<'_>) -> Document<'_> {
    match check(&tree) {
        Ok(duplicate_keys) => Document { span, tree: Ok(tree), duplicate_keys },
        Err(error) => Document { span, tree: Err(error), duplicate_keys: Vec::new() },
    }
}

/// A document of `---` alone.
fn is_blank(tree: &Tree<'_>) -> bool {
    tree.is_empty() || (tree.len() == 1 && tree.raw(NodeId::ROOT).is_null())
}
