//! From a path to the place in the file: the one spot where that is done.

use std::cell::{Cell, OnceCell};
use std::sync::Arc;

use crate::syntax::text::{Lines, Position, Span};
use crate::syntax::yaml::{Path, Tree};

/// A text whose places are asked for: a file, or one document of it.
pub(super) struct Places<'t> {
    /// The file's name.
    pub(super) file: Arc<str>,
    /// The text.
    pub(super) text: &'t str,
    /// Where the text begins in the file, in bytes.
    pub(super) offset: u32,
    /// How many lines of the file stand before it.
    pub(super) lines_before: u32,
    /// The number of positions that were asked for.
    asked: Cell<usize>,
    lines: OnceCell<Lines<'t>>,
}

/// Number of positions that are found without a table of lines.
const FEW: usize = 6;

impl<'t> Places<'t> {
    /// The places of a whole file.
    pub(super) fn of_file(file: Arc<str>, text: &'t str) -> Self {
        Self::of_part(file, text, 0, 0)
    }

    /// The places of a part that begins at a line's start.
    pub(super) fn of_part(file: Arc<str>, text: &'t str, offset: u32, lines_before: u32) -> Self {
        Self { file, text, offset, lines_before, asked: Cell::new(0), lines: OnceCell::new() }
    }

    /// Line and column in the file of a byte of this text.
    pub(super) fn position(&self, offset: u32) -> Position {
        let asked = self.asked.replace(self.asked.get() + 1);
        let position = match self.lines.get() {
            None if asked < FEW => Position::of(self.text, offset),
            _ => self.lines.get_or_init(|| Lines::of(self.text)).position(offset),
        };
        Position { line: position.line + self.lines_before, ..position }
    }

    /// Lines and columns of the ends of a span of this text.
    pub(super) fn ends(&self, span: Span) -> [Position; 2] {
        let start = self.position(span.start);
        let is_plain = |byte: &u8| matches!(byte, b' '..=b'~');
        match self.text.as_bytes().get(span.range()) {
            Some(bytes) if bytes.iter().all(is_plain) => {
                let column = start.column + (span.end - span.start);
                [start, Position { column, ..start }]
            }
            _ => [start, self.position(span.end)],
        }
    }

    /// How many lines of the file stand before the line that begins at `offset`.
    pub(super) fn lines_before(&self, offset: u32) -> u32 {
        // Most files hold one document: the table of lines is not made for it.
        if offset == 0 { self.lines_before } else { self.position(offset).line - 1 }
    }

    /// A span of this text as one of the file.
    pub(super) fn in_file(&self, span: Span) -> Span {
        Span { start: span.start + self.offset, end: span.end + self.offset }
    }

    /// The place of a path: its key when `key` asks for it, else what it leads to.
    pub(super) fn span_of(tree: &Tree<'_>, path: &Path, key: bool) -> Span {
        let located = tree.locate(path);
        located.key.filter(|_| key && located.whole).unwrap_or(located.span)
    }
}
