//! Lines, and what stands on one.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2_iter};

use super::quotes::quoted;

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
    /// The first line from `at` on with something on it, and where the line after it begins. `hash` is where the
    /// next `#` stands, as far as that is known.
    pub(super) fn next(text: &str, mut at: usize, hash: &mut usize) -> (Self, usize) {
        let bytes = text.as_bytes();
        while at < bytes.len() {
            let margin = at;
            let start = skip_blanks(text, margin, bytes.len());
            let end = line_end(bytes, start);
            at = (end + 1).min(bytes.len());
            let mut end = without_return(bytes, start, end);
            if *hash < start {
                *hash = memchr(b'#', &bytes[start..]).map_or(bytes.len(), |length| start + length);
            }
            if *hash < end {
                end = comment(&bytes[..end], start).unwrap_or(end);
            }
            let end = end - blanks_before(&bytes[start..end]);
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
    const BLANKS: u64 = u64::from_ne_bytes([b' '; 8]);
    let mut rest = &text.as_bytes()[at..end];
    // Indentation is skipped eight bytes at a time.
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let others = u64::from_le_bytes(*eight) ^ BLANKS;
        if others != 0 {
            return end - rest.len() + others.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    end - rest.len() + rest.iter().take_while(|byte| **byte == b' ').count()
}

/// Where the line that goes on at `start` ends. Most lines are too short for `memchr` to be worth its call.
fn line_end(bytes: &[u8], start: usize) -> usize {
    const SHORT: usize = 8;
    let mut rest = &bytes[start..];
    for _ in 0..SHORT {
        let Some((eight, behind)) = rest.split_first_chunk::<8>() else { break };
        let found = places(*eight, b'\n');
        if found != 0 {
            return bytes.len() - rest.len() + found.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    memchr(b'\n', rest).map_or(bytes.len(), |length| bytes.len() - rest.len() + length)
}

/// Where a byte stands among eight: the highest bit of the first one that is it, and of none before that.
const fn places(eight: [u8; 8], byte: u8) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    let others = u64::from_le_bytes(eight) ^ u64::from_ne_bytes([byte; 8]);
    others.wrapping_sub(ONES) & !others & HIGHS
}

/// Number of blanks at the end.
fn blanks_before(line: &[u8]) -> usize {
    line.iter().rev().take_while(|byte| **byte == b' ').count()
}

/// The end of a line without its carriage return.
pub(super) fn without_return(bytes: &[u8], start: usize, end: usize) -> usize {
    if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end }
}

/// Where the comment of a line begins: `#` behind a blank, outside of quotes.
fn comment(bytes: &[u8], start: usize) -> Option<usize> {
    let mut quote = None;
    let mut at = start;
    while at < bytes.len() {
        let opens = at == start || matches!(bytes[at - 1], b' ' | b'[' | b'{' | b',' | b':');
        match (quote, bytes[at]) {
            (None, byte @ (b'"' | b'\'')) if opens => quote = Some(byte),
            (Some(b'"'), b'\\') => at += 1,
            (Some(b'\''), b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 1,
            (Some(open), byte) if byte == open => quote = None,
            (None, b'#') if at == start || bytes[at - 1] == b' ' => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A key and its colon.
pub(super) struct Key {
    /// Where its text stands, without quotes.
    pub(super) text: Range<usize>,
    /// Where it stands, with its quotes.
    pub(super) range: Range<usize>,
    /// Whether it has no quotes.
    pub(super) plain: bool,
    /// Where its colon ends.
    pub(super) after: usize,
}

/// The key that what is left of the line begins with.
pub(super) fn key(text: &str, line: &Line) -> Option<Key> {
    const LONGEST: usize = 900;
    let bytes = &text.as_bytes()[..line.end];
    let start = line.start;
    let first = *bytes.get(start)?;
    let (inside, colon) = if matches!(first, b'"' | b'\'') {
        let (inside, length) = quoted(&text[start..line.end])?;
        // One with escapes in it is left to the parser.
        matches!(inside, Cow::Borrowed(_)).then_some((start + 1..start + length - 1, start + length))?
    } else if first.is_ascii_alphanumeric() || matches!(first, b'_' | b'.' | b'/' | b'$') {
        let colon = start + bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
        (start..colon, colon)
    } else {
        return None;
    };
    let ends = bytes.get(colon) == Some(&b':') && matches!(bytes.get(colon + 1), None | Some(b' '));
    let plain = inside.start == start;
    (ends && colon - start < LONGEST).then(|| Key {
        text: inside,
        range: start..colon,
        plain,
        after: colon + 1,
    })
}

/// What keys and bare words in brackets consist of.
pub(super) const fn is_word(byte: u8) -> bool {
    WORD[byte as usize]
}

/// For each byte whether it is one of a key or a bare word.
const WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        let is_mark = matches!(byte, b'_' | b'.' | b'/' | b'-' | b'$');
        table[byte as usize] = byte.is_ascii_alphanumeric() || is_mark;
        byte += 1;
    }
    table
};

/// Whether a text is a bare scalar that nobody can read otherwise.
pub(super) fn is_plain(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    let starts = match bytes[0] {
        b'-' | b':' => bytes.len() > 1 && bytes[1] != b' ',
        first => {
            first.is_ascii_alphanumeric()
                || !first.is_ascii()
                || matches!(
                    first,
                    b'_' | b'.' | b'/' | b'$' | b'(' | b'+' | b'=' | b'~' | b'<' | b'^' | b';' | b'\\'
                )
        }
    };
    starts && !rest.starts_with("---") && goes_on(rest)
}

/// Whether nothing in a bare scalar's line ends it.
fn goes_on(rest: &str) -> bool {
    // Most scalars are too short for `memchr` to be worth its call.
    const SHORT: usize = 32;
    let bytes = rest.as_bytes();
    let (eights, last) = bytes.as_chunks::<8>();
    let has_mark = |eight: &[u8; 8]| places(*eight, b':') | places(*eight, b'#') != 0;
    let is_mark = |byte: &u8| matches!(byte, b':' | b'#');
    if bytes.len() <= SHORT && !eights.iter().any(has_mark) && !last.iter().any(is_mark) {
        return true;
    }
    let mut marks = memchr2_iter(b':', b'#', bytes);
    marks.all(|at| match bytes[at] {
        b':' => bytes.get(at + 1).is_some_and(|next| *next != b' '),
        _ => at == 0 || bytes[at - 1] != b' ',
    })
}

/// Whether a deeper line below a bare scalar goes on with it, and nobody can read it otherwise.
pub(super) fn is_continuation(rest: &str) -> bool {
    let first = rest.as_bytes()[0];
    let starts = first.is_ascii_alphanumeric()
        || !first.is_ascii()
        || matches!(
            first,
            b'_' | b'.' | b'/' | b'$' | b'(' | b'+' | b'=' | b'~' | b'<' | b'^' | b';' | b'\\'
        );
    let dashes = rest.starts_with('-') && !rest.starts_with("- ") && rest.len() > 1;
    (starts || dashes) && !rest.starts_with("---") && !rest.starts_with("...") && goes_on(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_and_blanks_stop_at_any_byte() {
        for length in 0..100 {
            let text =
                format!("{}\n{}", "é:#\u{b}\t x".repeat(20).chars().take(length).collect::<String>(), "\n\n");
            assert_eq!(Some(line_end(text.as_bytes(), 0)), text.find('\n'));
            assert_eq!(line_end(text.trim_end().as_bytes(), 0), text.trim_end().len());
            let blanks = format!("ab{}{}", " ".repeat(length), if length % 3 == 0 { "" } else { "!  c" });
            assert_eq!(skip_blanks(&blanks, 2, blanks.len()), 2 + length);
            assert_eq!(skip_blanks(&blanks, 2, 2 + length / 2), 2 + length / 2);
        }
    }
}
