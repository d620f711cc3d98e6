//! Scalars that the parser takes and the server's YAML 1.1 reader does not.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::error::SyntaxError;
use crate::syntax::text::Span;

/// Checks the scalar that stands at `range` of `text`, and at `span` of the whole source.
pub(super) fn check(
    style: ScalarStyle,
    text: &str,
    range: Range<usize>,
    span: Span,
) -> Result<(), SyntaxError> {
    let start = range.start;
    let raw = text.get(range).unwrap_or_default();
    let message = match style {
        ScalarStyle::DoubleQuoted if raw.contains("\\u") && has_surrogate(raw) => {
            "half of a surrogate pair is no character: write the character itself, or `\\U` and eight digits"
        }
        ScalarStyle::Literal | ScalarStyle::Folded
            if raw.starts_with('\t') && !says_indentation(&text[..start]) =>
        {
            "a tab stands where this block's indentation is read off: begin its text with spaces only"
        }
        _ => return Ok(()),
    };
    Err(SyntaxError { message: message.to_owned(), span })
}

/// Whether an escape names a surrogate: `\ud83d`.
fn has_surrogate(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        if let [b'u', b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..] = &bytes[at + 1..] {
            return true;
        }
        at += 2;
    }
    false
}

/// Whether the header of the block that follows `before` gives its indentation: `|2`.
fn says_indentation(before: &str) -> bool {
    let header = before.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let header = header.split(" #").next().unwrap_or_default().trim_end();
    let indicators = header.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')).len();
    header[indicators..].contains(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::syntax::yaml::documents;

    fn is_read(text: &str) -> bool {
        documents(text).all(|document| document.tree.is_ok())
    }

    #[test]
    fn surrogates_are_refused() {
        assert!(!is_read("a: \"\\ud83d\\ude00\""));
        for text in ["a: \"\\\\ud83d\"", "a: \"\\u00fc\"", "a: '\\ud83d'", "a: \"\\U0001F600\""] {
            assert!(is_read(text), "{text}");
        }
    }

    #[test]
    fn tabs_that_hide_the_indentation_are_refused() {
        for text in ["a: |\n  \tx\n", "a: >\n\n  \tx\n"] {
            assert!(!is_read(text), "{text}");
        }
        for text in ["a: |2-\n  \tx\n", "a: |\n  x\n  \ty\n", "a: |\n  x\ty\n"] {
            assert!(is_read(text), "{text}");
        }
    }
}
