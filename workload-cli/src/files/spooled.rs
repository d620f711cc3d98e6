//! A text in a temporary file, alone there or among others.

use std::ops::Range;
use std::sync::Arc;

use workload_core::validate::lint::{Reread, Spill as _};

use super::spool::Spool;

/// A text in a temporary file.
#[derive(Clone, Debug)]
pub(crate) struct Spooled {
    spool: Arc<Spool>,
    /// Its bytes in the file.
    bytes: Range<usize>,
}

impl Spooled {
    /// Everything that is in a temporary file.
    pub(crate) fn whole(spool: Arc<Spool>) -> Self {
        Self { spool, bytes: 0..usize::MAX }
    }

    /// Adds a text to those in a temporary file; none when there is no room.
    pub(crate) fn put(spool: &Arc<Spool>, text: &str) -> Option<Self> {
        Some(Self { bytes: spool.put(text)?, spool: spool.clone() })
    }

    /// The whole lines of the text that a range stands in, without the last one's end, and where they begin.
    pub(crate) fn lines(&self, range: Range<usize>) -> Option<(String, usize)> {
        let (text, start) = self.spool.lines(&self.bytes, self.in_file(range))?;
        Some((text, start - self.bytes.start))
    }

    fn in_file(&self, range: Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.bytes.start.saturating_add(byte).min(self.bytes.end);
        at(range.start)..at(range.end)
    }
}

impl Reread for Spooled {
    fn read(&self, range: Range<usize>) -> Option<String> {
        self.spool.read(self.in_file(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_among_others_ends_where_it_ends() {
        let spool = Arc::new(Spool::new().unwrap());
        let texts = ["a: 1", "b: 2\nb: 3", "c: größer"];
        let [a, b, c] = texts.map(|text| Spooled::put(&spool, text).unwrap());
        assert_eq!(b.lines(0..1), Some(("b: 2".to_owned(), 0)));
        assert_eq!(b.lines(9..10), Some(("b: 3".to_owned(), 5)));
        assert_eq!(b.lines(0..9), Some((texts[1].to_owned(), 0)));
        assert_eq!([a.lines(0..4), c.lines(3..99)], [0, 2].map(|at| Some((texts[at].to_owned(), 0))));
        assert_eq!(
            [a.read(0..4), c.read(3..11)],
            [Some("a: 1"), Some("größer")].map(|text| text.map(Into::into))
        );
        assert_eq!(Spooled::whole(spool).lines(1..5), Some(("a: 1b: 2".to_owned(), 0)));
    }
}
