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
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut stream = Stream { text, at: 0, is_json: json::is_json(&text[start..]) };
    if stream.is_json {
        stream.at = start;
    }
    stream
}

/// A stream that is read from its front.
struct Stream<'t> {
    text: &'t str,
    at: usize,
    /// Whether JSON was all there was so far.
    is_json: bool,
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
                    return Some(whole(Span::of(start..end), tree, None));
                }
                self.is_json = false;
            }
            if self.at >= self.text.len() {
                return None;
            }
            let (start, end) = (self.at, part_end(self.text, self.at));
            self.at = end;
            let span = Span::of(start..end);
            match parse(&self.text[start..end], start) {
                Parsed { tree: Ok(Some(tree)), dropped } if !is_blank(&tree) || dropped.is_some() => {
                    return Some(whole(span, tree, dropped));
                }
                Parsed { tree: Ok(_), .. } => {}
                Parsed { tree: Err(error), .. } => {
                    return Some(Document {
                        span,
                        tree: Err(error),
                        duplicate_keys: Vec::new(),
                        dropped: None,
                    });
                }
            }
        }
    }
}

fn whole(span: Span, tree: Tree<'_>, dropped: Option<Span>) -> Document<'_> {
    match check(&tree) {
        Ok(duplicate_keys) => Document { span, tree: Ok(tree), duplicate_keys, dropped },
        Err(error) => Document { span, tree: Err(error), duplicate_keys: Vec::new(), dropped },
    }
}

/// A document of `---` alone.
fn is_blank(tree: &Tree<'_>) -> bool {
    tree.is_empty() || (tree.len() == 1 && tree.raw(NodeId::ROOT).is_null())
}
