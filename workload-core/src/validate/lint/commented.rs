//! The documents that comments with suppressions speak of, whose trees are needed once more.

use super::suppression::may_suppress;
use crate::syntax::text::Span;
use crate::syntax::yaml::{Document, Tree};

/// The trees of documents with comments that may be suppressions, and of those below such comments.
pub(super) struct Commented<'t> {
    text: &'t str,
    /// The trees with the parts of the text that they stand in, in order.
    pub(super) trees: Vec<(Span, Tree<'t>)>,
    /// Where the last document ends.
    end: u32,
    /// Whether a comment may speak of the next document.
    is_open: bool,
}

impl<'t> Commented<'t> {
    /// Before the first document of a text.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, trees: Vec::new(), end: 0, is_open: false }
    }

    /// Keeps the tree of the next document, if a comment may speak of it.
    pub(super) fn keep(&mut self, document: Document<'t>) {
        // Between two documents there may be parts of comments alone.
        let start = self.end.min(document.span.start);
        let has_comment = may_suppress(&self.text[start as usize..document.span.range().end]);
        self.end = document.span.end;
        let is_wanted = has_comment || self.is_open;
        self.is_open = is_wanted;
        if let Some(tree) = document.tree.ok().filter(|_| is_wanted) {
            // A comment speaks of the first document below it that has something below its root.
            self.is_open = has_comment || tree.len() < 2;
            self.trees.push((document.span, tree));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml::documents;

    #[test]
    fn trees_are_kept_of_documents_that_comments_speak_of() {
        let text = "a: 1\n---\nb: 1 # workload: allow\n---\nc: 1\n---\nd: 1\n---\n# workload: x\n---\ne: 1\n---\nf: 1\n";
        let mut commented = Commented::of(text);
        documents(text).for_each(|document| commented.keep(document));
        let kept: Vec<_> = commented.trees.iter().map(|(span, _)| text[span.range()].trim()).collect();
        assert_eq!(kept, ["---\nb: 1 # workload: allow", "---\nc: 1", "---\ne: 1", "---\nf: 1"]);
    }
}
