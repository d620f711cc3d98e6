//! Lines, and what stands on one.

use std::ops::Range;

/// A line with something on it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// How far its content stands from the margin.
    pub(super) indent: usize,
    /// Where the margin is.
    pub(super) margin: usize,
    /// Where what is left of its content begins.
    pub(super) start: usize,
    /// Where its content ends, without blanks and comment.
    pub(super) end: usize,
    end_of_text: bool,
}

impl Line {
    /// The first line from `at` on with something on it, and where the line after it begins.
    pub(super) fn next(text: &str, mut at: usize) -> (Self, usize) {
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let margin = at;
            let start = skip_blanks(text, margin, bytes.len());
            let length = bytes[start..].iter().position(|byte| *byte == b'\n');
            let end = length.map_or(bytes.len(), |length| start + length);
            at = (end + 1).min(bytes.len());
            let end = without_comment(text, start, end);
            if start < end {
                return (Self { indent: start - margin, margin, start, end, end_of_text: false }, at);
            }
        }
        (Self { start: at, end: at, end_of_text: true, ..Self::default() }, at)
    }

    /// Whether there is no line any more.
    pub(super) const fn is_end(&self) -> bool {
        self.end_of_text
    }

    /// How far what is left of the content stands from the margin.
    pub(super) const fn column(&self) -> usize {
        self.start - self.margin
    }

    /// Whether what is left begins with the dash of a list's item.
    pub(super) fn starts_item(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.start < self.end
            && bytes[self.start] == b'-'
            && (self.start + 1 == self.end || bytes[self.start + 1] == b' ')
    }
}

/// The first byte from `at` on that is no blank.
pub(super) fn skip_blanks(text: &str, at: usize, end: usize) -> usize {
    let blanks = text.as_bytes()[at..end].iter().take_while(|byte| **byte == b' ').count();
    at + blanks
}

/// The end of a line's content: a comment begins with a `#` behind a blank, outside of quotes.
fn without_comment(text: &str, start: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[..end];
    let mut stop = end;
    if bytes[start..].contains(&b'#') {
        let mut quote = None;
        for at in start..end {
            let opens = at == start || matches!(bytes[at - 1], b' ' | b'[' | b'{' | b',' | b':');
            match (quote, bytes[at]) {
                (None, byte @ (b'"' | b'\'')) if opens => quote = Some(byte),
                (Some(open), byte) if byte == open => quote = None,
                (None, b'#') if at == start || bytes[at - 1] == b' ' => {
                    stop = at;
                    break;
                }
                _ => {}
            }
        }
    }
    let blanks = bytes[start..stop].iter().rev().take_while(|byte| **byte == b' ').count();
    stop - blanks
}

/// The key that what is left of the line begins with: its range, and where its colon ends.
pub(super) fn key(text: &str, line: &Line) -> Option<(Range<usize>, usize)> {
    const LONGEST: usize = 900;
    let bytes = &text.as_bytes()[..line.end];
    let start = line.start;
    let first = *bytes.get(start)?;
    if !(first.is_ascii_alphanumeric() || matches!(first, b'_' | b'.' | b'/' | b'$')) {
        return None;
    }
    let length = bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
    let colon = start + length;
    let ends = bytes.get(colon) == Some(&b':') && matches!(bytes.get(colon + 1), None | Some(b' '));
    (ends && length < LONGEST).then_some((start..colon, colon + 1))
}

/// What keys and bare words in brackets consist of.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/' | b'-' | b'$')
}

/// The text in the quotes that `rest` begins with; none with escapes in it.
pub(super) fn quoted(rest: &str) -> Option<&str> {
    let quote = *rest.as_bytes().first()?;
    let inside = &rest[1..];
    let close = inside.bytes().position(|byte| byte == quote)?;
    let escaped = match quote {
        b'"' => inside[..close].contains('\\'),
        _ => inside.as_bytes().get(close + 1) == Some(&b'\''),
    };
    (!escaped).then(|| &inside[..close])
}

/// Whether a text is a bare scalar that nobody can read otherwise.
pub(super) fn is_plain(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let starts = match bytes[0] {
        b'-' => bytes.len() > 1 && bytes[1] != b' ',
        first => {
            first.is_ascii_alphanumeric()
                || matches!(
                    first,
                    b'_' | b'.' | b'/' | b'$' | b'(' | b'+' | b'=' | b'~' | b'<' | b'^' | b';' | b'\\'
                )
        }
    };
    let ends = bytes[bytes.len() - 1] != b':';
    starts && ends && !rest.starts_with("---") && !rest.contains(": ") && !rest.contains(" #")
}
