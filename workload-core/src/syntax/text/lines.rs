//! Lines and columns of a text, counted as people do.

use memchr::{memchr, memchr_iter, memchr2_iter, memrchr};

/// A place in a text: line and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

impl Position {
    /// The position of the byte `offset` of `text`, counted from the text's start: for the few places of a text
    /// that are seldom asked for. [`Lines`] finds many.
    #[must_use]
    pub fn of(text: &str, offset: u32) -> Self {
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text.as_bytes()[..end];
        if memchr(b'\r', before).is_some() {
            return Lines::of(text).position(offset);
        }
        let start = memrchr(b'\n', before).map_or(0, |at| at + 1);
        let line = text[start..end].trim_start_matches('\u{feff}');
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            line: count(memchr_iter(b'\n', before).count() + 1),
            column: count(characters(line.as_bytes()) + 1),
        }
    }
}

/// Finds the position of an offset. The table of lines is made once a text, when it is first asked.
#[derive(Clone, Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<u32>,
    /// How many characters stand before each block of bytes, for lines of a mebibyte; empty for
    /// ASCII, where a byte is a character.
    marks: Vec<usize>,
}

/// The bytes of a block.
const BLOCK: usize = 1024;

impl<'t> Lines<'t> {
    /// The lines of `text`; LF, CRLF and a lone CR end one.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 24 + 1);
        starts.push(0);
        let after = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
        if memchr(b'\r', bytes).is_none() {
            starts.extend(memchr_iter(b'\n', bytes).map(after));
        } else {
            let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
            starts.extend(memchr2_iter(b'\n', b'\r', bytes).filter(ends_line).map(after));
        }
        Self { text, starts, marks: if text.is_ascii() { Vec::new() } else { marks(bytes) } }
    }

    /// Where the byte `offset` stands; the end of the text when it is beyond it.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let (line, before) = self.before(offset);
        let start = self.starts[line] as usize;
        let marks = (before.len() - before.trim_start_matches('\u{feff}').len()) / '\u{feff}'.len_utf8();
        let column = self.characters_before(start + before.len()) - self.characters_before(start) - marks + 1;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: count(line + 1), column: count(column) }
    }

    /// The number of the line of the byte `offset`, from 0, and what stands in it before that byte.
    pub(super) fn before(&self, offset: u32) -> (usize, &'t str) {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts[line] as usize;
        let mut end = (offset as usize).min(self.text.len()).max(start);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        (line, &self.text[start..end])
    }

    /// Where a line begins, and its text without what ends it; lines are counted from 0.
    pub(super) fn line_at(&self, line: usize) -> Option<(usize, &'t str)> {
        let start = *self.starts.get(line)? as usize;
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| *next as usize);
        Some((start, self.text[start..end].trim_end_matches(['\n', '\r'])))
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        if self.marks.is_empty() {
            return at;
        }
        self.marks[block] + characters(&self.text.as_bytes()[block * BLOCK..at])
    }

    /// The text of a line, counted from 1, without what ends it.
    #[must_use]
    pub fn line(&self, line: u32) -> &'t str {
        self.line_at(line.saturating_sub(1) as usize).map_or("", |(_, line)| line)
    }
}

/// How many characters stand before each block.
fn marks(bytes: &[u8]) -> Vec<usize> {
    let mut marks = vec![0];
    for block in bytes.chunks(BLOCK) {
        marks.push(marks[marks.len() - 1] + characters(block));
    }
    marks
}

/// How many characters begin in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::of("a\r\nü: x\rz\n");
        let at = |offset| {
            let position = lines.position(offset);
            (position.line, position.column)
        };
        assert_eq!([at(0), at(3), at(5), at(7), at(9)], [(1, 1), (2, 1), (2, 2), (2, 4), (3, 1)]);
        for offset in 0..12 {
            assert_eq!(Position::of("a\r\nü: x\rz\n", offset), lines.position(offset));
            assert_eq!(
                Position::of("a: b\nü: \n\u{feff}z\n", offset),
                Lines::of("a: b\nü: \n\u{feff}z\n").position(offset)
            );
        }
        assert_eq!([lines.line(1), lines.line(2), lines.line(3), lines.line(9)], ["a", "ü: x", "z", ""]);
    }

    #[test]
    fn columns_of_a_long_line_count_characters_too() {
        let text = format!("x\n\u{feff}{}", "aü€".repeat(1000));
        let lines = Lines::of(&text);
        for (at, (offset, _)) in text.char_indices().enumerate().skip(3) {
            let column = u32::try_from(at - 2).unwrap();
            assert_eq!(lines.position(u32::try_from(offset).unwrap()), Position { line: 2, column });
        }
    }

    #[test]
    fn an_offset_beyond_the_end_is_the_end() {
        assert_eq!(Lines::of("ab").position(99), Position { line: 1, column: 3 });
        assert_eq!(Lines::of("").position(0), Position { line: 1, column: 1 });
    }
}
