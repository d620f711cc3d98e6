//! Text in a temporary file: that of a large input, which is read once from where it comes and again in parts, and
//! what was found in it.

use std::fs::File;
use std::io::{Read as _, Result, Seek as _, SeekFrom, Write as _};
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use workload_core::validate::lint::{Reread, Spill};

/// Number of bytes before and behind a place in which the ends of its lines are looked for first.
const AROUND: usize = 1024;

/// A text in a temporary file that has no name, so that nothing is left of it when the program ends.
#[derive(Debug)]
pub(crate) struct Spool {
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Written {
    file: File,
    length: usize,
}

impl Spool {
    /// An empty one.
    pub(crate) fn new() -> Result<Self> {
        let file = tempfile::tempfile()?;
        Ok(Self { written: Mutex::new(Written { file, length: 0 }) })
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds bytes at the end; where they are then.
    pub(crate) fn add(&self, bytes: &[u8]) -> Result<Range<usize>> {
        let mut written = self.written();
        let start = written.length;
        written.file.seek(SeekFrom::Start(start as u64))?;
        written.file.write_all(bytes)?;
        written.length += bytes.len();
        Ok(start..written.length)
    }

    /// The whole lines of the text in `bytes` that a range stands in, without the last one's end, and where they
    /// begin.
    pub(super) fn lines(&self, bytes: &Range<usize>, range: Range<usize>) -> Option<(String, usize)> {
        let (first, length) = (bytes.start, self.written().length.min(bytes.end));
        let (start, end) = (range.start.min(length), range.end.max(range.start).min(length));
        let mut around = AROUND;
        loop {
            let from = start.saturating_sub(around).max(first);
            let to = end.saturating_add(around).min(length);
            let bytes = self.bytes(from..to)?;
            let head = memchr::memrchr(b'\n', &bytes[..start - from]).map(|at| at + 1);
            let tail = memchr::memchr(b'\n', &bytes[end - from..]).map(|at| end - from + at);
            let head = head.or_else(|| (from == first).then_some(0));
            let tail = tail.or_else(|| (to == length).then_some(bytes.len()));
            if let (Some(head), Some(tail)) = (head, tail) {
                return Some((String::from_utf8(bytes.get(head..tail)?.to_vec()).ok()?, from + head));
            }
            around *= 8;
        }
    }

    fn bytes(&self, range: Range<usize>) -> Option<Vec<u8>> {
        let mut written = self.written();
        written.file.seek(SeekFrom::Start(range.start as u64)).ok()?;
        let mut bytes = vec![0; range.len()];
        written.file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

impl Reread for Spool {
    fn read(&self, range: Range<usize>) -> Option<String> {
        String::from_utf8(self.bytes(range)?).ok()
    }
}

impl Spill for Spool {
    fn put(&self, text: &str) -> Option<Range<usize>> {
        self.add(text.as_bytes()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_whole_lines_are_read_again() {
        let spool = Spool::new().unwrap();
        let long = "ü".repeat(5000);
        let text = format!("a: 1\nb: 2\nc: {long}\nd: 4");
        let (one, other) = text.as_bytes().split_at(7);
        spool.add(one).unwrap();
        assert_eq!(spool.read(0..4), Some("a: 1".to_owned()));
        spool.add(other).unwrap();
        assert_eq!(spool.read(5..9), Some("b: 2".to_owned()));
        assert_eq!(spool.lines(&(0..usize::MAX), 6..7), Some(("b: 2".to_owned(), 5)));
        assert_eq!(spool.lines(&(0..usize::MAX), 0..6), Some(("a: 1\nb: 2".to_owned(), 0)));
        let at = text.find('ü').unwrap() + 6001;
        assert_eq!(spool.lines(&(0..usize::MAX), at..at), Some((format!("c: {long}"), 10)));
        assert_eq!(
            spool.lines(&(0..usize::MAX), text.len() - 1..text.len() + 9),
            Some(("d: 4".to_owned(), text.len() - 4))
        );
        assert_eq!(spool.read(0..text.len() + 1), None);
    }
}
