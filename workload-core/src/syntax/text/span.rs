//! Where something stands in a text, in bytes.

use std::ops::Range;

/// A range of bytes of one text. Lines and columns are made of it by [`Lines`](super::Lines).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span of `range`; a text of more than 4 GiB is cut there.
    #[must_use]
    pub fn of(range: Range<usize>) -> Self {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: cut(range.start), end: cut(range.end) }
    }

    /// The bytes.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether a byte is in it or right behind it, where the cursor of an editor stands at the end of a word.
    #[must_use]
    pub fn touches(self, offset: usize) -> bool {
        self.range().start <= offset && offset <= self.range().end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
