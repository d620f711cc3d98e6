//! Control characters as something to see: none of a manifest reaches the terminal as it is.

use std::borrow::Cow;
use std::fmt::Write as _;

use memchr::memchr_iter;

/// Whether a terminal would obey the character: all control characters but line breaks and tabs.
fn is_obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}

/// Whether a text may hold a control character that is obeyed; told by its bytes, many at a time.
pub(crate) fn may_be_obeyed(text: &str) -> bool {
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    let is_suspect = |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\t' | b'\r')) || byte == 0x7f;
    let holds_suspect = |block: &[u8]| block.iter().fold(false, |found, byte| found | is_suspect(*byte));
    // Those from U+0080 to U+009F have two bytes; `§` begins with the same one.
    let is_high = |at: usize| bytes.get(at + 1).is_some_and(|next| *next < 0xa0);
    bytes.chunks(BLOCK).any(holds_suspect) || memchr_iter(0xc2, bytes).any(is_high)
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
    let hidden = |c: char| is_obeyed(c) && c != '\r';
    if !may_be_obeyed(text) || !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) {
            (0..c.len_utf8()).for_each(|_| shown.push('?'));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// JSON with the control characters escaped that JSON itself lets stand.
pub(crate) fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        if is_obeyed(c) && c != '\r' {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
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
        assert_eq!(visible_json("\"\u{9b}\""), "\"\\u009b\"");
    }
}
