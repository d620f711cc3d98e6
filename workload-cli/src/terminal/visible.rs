//! Control characters as something to see: none of a manifest reaches the terminal as it is.

use std::borrow::Cow;
use std::fmt::Write as _;

use memchr::memchr_iter;

/// Whether a terminal would obey the character: all control characters but line breaks and tabs, and the marks
/// that show a line in another order than it has.
fn is_obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t') || is_bidirectional(c)
}

/// Whether a character shows a line in another order than it has.
pub(crate) const fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text may hold a character that is obeyed; told by its bytes, many at a time.
pub(crate) fn may_be_obeyed(text: &str) -> bool {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let is_suspect = |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\t' | b'\r')) || byte == 0x7f;
    let holds_suspect = |block: &[u8]| block.iter().fold(false, |found, byte| found | is_suspect(*byte));
    let is_return = |at: usize| bytes.get(at + 1).is_some_and(|next| *next != b'\n');
    // Those from U+0080 to U+009F have two bytes; `§` begins with the same one.
    let is_high = |at: usize| bytes.get(at + 1).is_some_and(|next| *next < 0xa0);
    // The marks have three, as have dashes and quotation marks.
    let is_mark =
        |at: usize| matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xaa..=0xae] | [0x81, 0xa6..=0xa9]));
    bytes.chunks(BLOCK).any(holds_suspect)
        || memchr_iter(b'\r', bytes).any(is_return)
        || memchr_iter(0xc2, bytes).any(is_high)
        || memchr_iter(0xe2, bytes).any(is_mark)
}

/// The text with control characters as escapes, such as `\u{1b}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_obeyed(c) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "{}", c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The text with a `?` for each byte of a control character: every other byte keeps its place.
pub(crate) fn visible_in_place(text: &str) -> Cow<'_, str> {
    if !may_be_obeyed(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (c, is_kept) in with_line_ends(text) {
        if is_kept {
            shown.push(c);
        } else {
            (0..c.len_utf8()).for_each(|_| shown.push('?'));
        }
    }
    Cow::Owned(shown)
}

/// Each character, and whether it is shown as it is: a carriage return only where it ends a line.
fn with_line_ends(text: &str) -> impl Iterator<Item = (char, bool)> + '_ {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = chars.next()?;
        let ends_line = c == '\r' && chars.peek().is_none_or(|next| *next == '\n');
        Some((c, ends_line || !is_obeyed(c)))
    })
}

/// A text in our own colours: everything that a terminal obeys but colours as an escape.
pub(crate) fn visible_but_colours(text: &str) -> Cow<'_, str> {
    if !may_be_obeyed(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_obeyed) {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let colour = colour(rest);
        let Some(c) = rest.chars().next() else { break };
        let (kept, end) = match colour {
            Some(length) => (true, length),
            None => (c == '\r' && matches!(rest.as_bytes().get(1), None | Some(b'\n')), c.len_utf8()),
        };
        if kept {
            shown.push_str(&rest[..end]);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(shown, "{}", c.escape_unicode());
        }
        rest = &rest[end..];
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// The length of the colour that a text begins with: `ESC [ 1 ; 31 m`.
fn colour(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    numbers[end..].starts_with('m').then_some(end + 3)
}

/// JSON with the control characters escaped that JSON itself lets stand.
pub(crate) fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for (c, is_kept) in with_line_ends(json) {
        if is_kept {
            shown.push(c);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_obey() {
        let text = "a\u{1b}[31m\tü\n\u{9b}b\u{7f}";
        assert_eq!(visible(text), "a\\u{1b}[31m\tü\n\\u{9b}b\\u{7f}");
        assert_eq!(visible_in_place(text), "a?[31m\tü\n??b?");
        assert_eq!(visible_in_place(text).len(), text.len());
        assert!(may_be_obeyed(text) && may_be_obeyed("ü\u{9b}") && may_be_obeyed("\u{80}x"));
        assert!(!may_be_obeyed("article §7.1: ü, “x”\r\n\t"));
        assert_eq!(visible_json("\"\u{9b}\u{202e}\""), "\"\\u009b\\u202e\"");
    }

    #[test]
    fn a_line_stays_in_its_order() {
        assert_eq!(visible("a\u{202e}b\u{2066}"), "a\\u{202e}b\\u{2066}");
        assert!(may_be_obeyed("\u{2069}") && may_be_obeyed("x\u{202a}"));
        assert!(!may_be_obeyed("“x” … – ①"));
        assert_eq!(visible_in_place("evil\rgood\r\n"), "evil?good\r\n");
    }

    #[test]
    fn colours_are_all_that_is_obeyed() {
        let red = "\u{1b}[1m\u{1b}[31mred\u{1b}[0m\r\n";
        assert_eq!(visible_but_colours(red), red);
        assert_eq!(visible_but_colours("\u{1b}[2Ja\u{7}\rb"), "\\u{1b}[2Ja\\u{7}\\u{d}b");
        assert_eq!(visible_but_colours("\u{1b}]0;t\u{1b}[8"), "\\u{1b}]0;t\\u{1b}[8");
    }
}
