//! The comments of a text, for those who ask: reading documents does not pay for them.

use std::ops::Range;

use super::marker::beginning;
use super::scan::{Scanner, TokenKind};
use super::split::split;
use crate::syntax::text::Span;

/// A comment: its text after the `#`, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The text after the `#`, blanks at its ends taken away.
    pub text: String,
    /// Its place, with the `#`.
    pub span: Span,
    /// Whether nothing but blanks stands before it on its line.
    pub alone: bool,
}

/// The comments of those parts of `text` that are wanted, in order; of a document that cannot be read,
/// those before the error.
#[must_use]
pub fn comments(text: &str, wanted: impl Fn(&str) -> bool) -> Vec<Comment> {
    comments_at(text, 0, wanted)
}

/// The comments of a stretch of a stream that begins at the byte `offset` of it, where a document begins; their
/// places are those in the stretch.
pub(crate) fn comments_at(text: &str, offset: usize, wanted: impl Fn(&str) -> bool) -> Vec<Comment> {
    let mut comments = Vec::new();
    for part in split(text).into_iter().filter(|part| wanted(&text[part.clone()])) {
        // Those in front of a `---` line, and on it, are lines of their own.
        let beginning = beginning(&text[part.clone()], part.start, offset + part.start == 0);
        let start = beginning.map_or(0, |beginning| beginning.start);
        let mut at = part.start;
        for line in text[part.start..part.start + start].split_inclusive('\n') {
            let found = line.find('#').filter(|found| is_in_front(&line[..*found]));
            comments.extend(found.map(|found| comment(text, at + found..at + line.trim_end().len())));
            at += line.len();
        }
        let within = |range: &Range<usize>| comment(text, part.start + range.start..part.start + range.end);
        comments.extend(ranges(&text[part.clone()], start).iter().map(within));
    }
    comments
}

/// Whether a comment may follow this at the beginning of a line, outside of a document.
fn is_in_front(words: &str) -> bool {
    matches!(words.trim_start_matches('\u{feff}').trim(), "" | "---")
}

/// Where comments stand in a part, from the byte `start` on.
fn ranges(part: &str, start: usize) -> Vec<Range<usize>> {
    let mut scanner = Scanner::new(part, start);
    while scanner.take().is_ok_and(|token| token.kind != TokenKind::StreamEnd) {}
    scanner.comments
}

fn comment(text: &str, range: Range<usize>) -> Comment {
    let line = text[..range.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    Comment {
        text: text[range.start + 1..range.end].trim().to_owned(),
        alone: text[line..range.start].trim_start_matches('\u{feff}').trim().is_empty(),
        span: Span::of(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_text_that_looks_like_them() {
        let text = "# one\na: \"# no\" # two\nb: |\n  # no\n---\nc: 1\n# three\n";
        let found = comments(text, |_| true);
        let words: Vec<_> = found.iter().map(|comment| (comment.text.as_str(), comment.alone)).collect();
        assert_eq!(words, [("one", true), ("two", false), ("three", true)]);
        assert_eq!(&text[found[1].span.range()], "# two");
    }
}
