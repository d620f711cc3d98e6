//! A place in a text that moves forward, and knows its line and column.

use crate::syntax::text::Span;
use crate::syntax::yaml::error::SyntaxError;

/// Where the reader is.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    /// The byte.
    pub(super) at: usize,
    /// The characters before it on its line.
    pub(super) column: usize,
    /// The line, from 0.
    pub(super) line: usize,
    /// The characters before it in the text.
    pub(super) index: usize,
    /// Whether the last line's end was taken, where the text has none.
    is_ended: bool,
}

impl<'t> Cursor<'t> {
    /// At the byte `at`, where a line begins.
    pub(super) const fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, column: 0, line: 0, index: 0, is_ended: false }
    }

    /// The byte so many bytes further on.
    pub(super) fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    pub(super) fn is_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Whether a space or a tab stands so many bytes further on.
    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), Some(b' ' | b'\t'))
    }

    /// The length of the line break here; 0 where there is none. YAML 1.1 has NEL, LS and PS too.
    pub(super) fn break_length(&self, ahead: usize) -> usize {
        match self.text.as_bytes().get(self.at + ahead..).unwrap_or_default() {
            [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
            _ => 0,
        }
    }

    pub(super) fn is_break(&self) -> bool {
        self.break_length(0) > 0
    }

    /// Whether a blank, a line break or the end stands so many bytes further on.
    pub(super) fn is_gap(&self, ahead: usize) -> bool {
        self.at + ahead >= self.text.len() || self.is_blank(ahead) || self.break_length(ahead) > 0
    }

    /// Whether a `---` or `...` begins this line.
    pub(super) fn is_marker(&self, marker: &str) -> bool {
        self.column == 0 && self.text[self.at..].starts_with(marker) && self.is_gap(marker.len())
    }

    /// Passes by a character that is no line break.
    pub(super) fn skip(&mut self) {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        self.at += length;
        self.column += 1;
        self.index += 1;
    }

    /// Passes by the text up to `end`, in which no line breaks.
    pub(super) fn skip_to(&mut self, end: usize) {
        let passed = &self.text.as_bytes()[self.at..end];
        let characters = passed.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count();
        self.at = end;
        self.column += characters;
        self.index += characters;
    }

    /// Passes by the text up to the end of the line.
    pub(super) fn skip_line(&mut self) {
        while !self.is_end() && !self.is_break() {
            self.skip();
        }
    }

    /// Passes by a line break; gives it as a text has it.
    pub(super) fn take_break(&mut self) -> char {
        let length = self.break_length(0);
        let one = if length == 3 { self.text[self.at..].chars().next().unwrap_or('\n') } else { '\n' };
        self.at += length;
        self.index += 1;
        self.column = 0;
        self.line += 1;
        one
    }

    /// Passes by the end of the line, if it is here. kubectl ends the last line of a text where nobody has.
    pub(super) fn line_end(&mut self) -> Option<char> {
        if self.is_break() {
            return Some(self.take_break());
        }
        let is_added = self.is_end() && !self.is_ended && !self.text.ends_with('\n');
        self.is_ended |= is_added;
        is_added.then_some('\n')
    }

    /// An error here.
    pub(super) fn error(&self, message: &str) -> SyntaxError {
        error(self.at, message)
    }
}

/// An error at a byte of the text.
pub(super) fn error(at: usize, message: &str) -> SyntaxError {
    SyntaxError { message: message.to_owned(), span: Span::of(at..at) }
}
