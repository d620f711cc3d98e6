//! The comments of a text, for those who ask: reading documents does not pay for them.

use granit_parser::{Event, Options, Parser};

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

/// The comments of `text`, in order; of a document that cannot be read, those before the error.
#[must_use]
pub fn comments(text: &str) -> Vec<Comment> {
    let mut comments = Vec::new();
    for part in split(text) {
        let parser = Parser::new_from_str_with_options(&text[part.clone()], options());
        for (event, range) in parser.map_while(Result::ok) {
            let (Event::Comment(words, _), Some(range)) = (event, range.byte_range()) else { continue };
            let start = part.start + range.start;
            let line = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
            comments.push(Comment {
                text: words.trim().to_owned(),
                span: Span::of(start..part.start + range.end),
                alone: text[line..start].trim_start_matches('\u{feff}').trim().is_empty(),
            });
        }
    }
    comments
}

fn options() -> Options {
    let mut options = Options::default();
    options.set_emit_comments(true);
    // A text's length bounds its comments already.
    options.max_buffered_comment_events = usize::MAX;
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_text_that_looks_like_them() {
        let text = "# one\na: \"# no\" # two\nb: |\n  # no\n---\nc: 1\n# three\n";
        let found = comments(text);
        let words: Vec<_> = found.iter().map(|comment| (comment.text.as_str(), comment.alone)).collect();
        assert_eq!(words, [("one", true), ("two", false), ("three", true)]);
        assert_eq!(&text[found[1].span.range()], "# two");
    }
}
