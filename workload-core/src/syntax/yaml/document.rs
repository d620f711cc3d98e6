//! The documents of a stream.

use super::check::check;
use super::error::SyntaxError;
use super::json;
use super::node::NodeId;
use super::parse::{Parsed, parse};
use super::split::part_end;
use super::tree::Tree;
use crate::syntax::text::Span;

/// One document of a stream: its tree, or why there is none.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The part of the stream that it stands in, its `---` line included.
    pub span: Span,
    /// The nodes, or the error that ended the document.
    pub tree: Result<Tree<'t>, SyntaxError>,
    /// What kubectl has against the document, though the API server reads it.
    pub refused_by_kubectl: Option<SyntaxError>,
    /// Keys that stand twice in one map: each later one, with the earlier.
    pub duplicate_keys: Vec<(NodeId, NodeId)>,
    /// The text between the document and the next `---` line, which kubectl passes by without a
    /// word.
    pub dropped: Option<Span>,
}

/// The documents of `text`, in order; those without content are left out.
///
/// They are what kubectl takes a stream for: JSON values one after the other, if it begins with a
/// brace, and then YAML, cut at every `---` line. Each is read on its own: after a broken one the
/// next is read still. Anchors end with their document.
pub fn documents(text: &str) -> impl Iterator<Item = Document<'_>> {
    documents_at(text, 0)
}

/// The documents of a stretch of a stream that begins at the byte `offset` of it, where a document begins.
pub(crate) fn documents_at(text: &str, offset: usize) -> impl Iterator<Item = Document<'_>> {
    // The first line of a stream is read more strictly than the `---` lines that cut it.
    let is_first = offset == 0 || !text.starts_with("---");
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let is_json = is_first && json::is_json(&text[start..]);
    Stream { text, at: if is_json { start } else { 0 }, is_json, is_first }
}

/// A stream that is read from its front.
struct Stream<'t> {
    text: &'t str,
    at: usize,
    /// Whether JSON was all there was so far.
    is_json: bool,
    /// Whether no part of YAML was read yet.
    is_first: bool,
}

impl<'t> Iterator for Stream<'t> {
    type Item = Document<'t>;

    fn next(&mut self) -> Option<Document<'t>> {
        loop {
            if self.is_json {
                if json::skip(self.text, self.at) == self.text.len() {
                    return None;
                }
                let start = self.at;
                if let Some((tree, end)) = json::value(self.text, self.at) {
                    self.at = end;
                    return Some(whole(Span::of(start..end), Ok(tree)));
                }
                self.is_json = false;
                self.at = json::skip(self.text, self.at);
                self.is_first = true;
            }
            if self.at >= self.text.len() {
                return None;
            }
            let (start, end) = (self.at, part_end(self.text, self.at));
            self.at = end;
            let span = Span::of(start..end);
            match parse(&self.text[start..end], start, std::mem::take(&mut self.is_first)) {
                Parsed { tree: Ok(Some(tree)), dropped, refused }
                    if !is_blank(&tree) || dropped.is_some() || refused.is_some() =>
                {
                    return Some(Document { dropped, refused_by_kubectl: refused, ..whole(span, Ok(tree)) });
                }
                Parsed { tree: Ok(_), .. } => {}
                Parsed { tree: Err(error), .. } => return Some(whole(span, Err(error))),
            }
        }
    }
}

fn whole(span: Span, tree: Result<Tree<'_>, SyntaxError>) -> Document<'_> {
    let check = |tree: &Tree<'_>| if tree.is_sound { Ok(Vec::new()) } else { check(tree) };
    let checked = tree.and_then(|tree| check(&tree).map(|duplicate_keys| (tree, duplicate_keys)));
    let (tree, duplicate_keys) = match checked {
        Ok((tree, duplicate_keys)) => (Ok(tree), duplicate_keys),
        Err(error) => (Err(error), Vec::new()),
    };
    Document { span, tree, refused_by_kubectl: None, duplicate_keys, dropped: None }
}

/// A document of `---` alone.
fn is_blank(tree: &Tree<'_>) -> bool {
    tree.is_empty() || (tree.len() == 1 && tree.raw(NodeId::ROOT).is_null())
}
