//! Words with a hyphen in them, found without looking at the rest of a text.

use std::ops::Range;

use memchr::memchr_iter;

/// The words of `text` that consist of `letters` and hold a hyphen whose following bytes `counts`
/// accepts, in order.
pub(crate) fn hyphenated(
    text: &str,
    counts: fn(&[u8]) -> bool,
    letters: fn(u8) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut end = 0;
    memchr_iter(b'-', bytes).filter_map(move |hyphen| {
        if hyphen < end || !counts(&bytes[hyphen + 1..]) {
            return None;
        }
        let start = bytes[..hyphen].iter().rposition(|byte| !letters(*byte)).map_or(0, |at| at + 1);
        let length = bytes[hyphen..].iter().position(|byte| !letters(*byte));
        end = length.map_or(bytes.len(), |length| hyphen + length);
        Some(start..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let counts = |rest: &[u8]| rest.first().is_some_and(u8::is_ascii_digit);
        let letters = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        hyphenated(text, counts, letters).map(|range| &text[range]).collect()
    }

    #[test]
    fn each_word_with_such_a_hyphen_is_given_once() {
        assert_eq!(words("redis-0, a-b c-1-2é-3ü plain"), ["redis-0", "c-1-2", "-3"]);
        assert_eq!(words("long-name-with-7"), ["long-name-with-7"]);
        assert_eq!(words("- a - -b"), [""; 0]);
    }
}
