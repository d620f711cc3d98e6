//! Reading an input of any size: whole when it is small, else in stretches of whole documents.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use workload_core::syntax::text::Lines;
use workload_core::syntax::yaml::whole_documents;

use super::display_name::display_name;
use super::input::{Bytes, cannot_read, not_utf8, open_bytes, read_start, refuse_binary, text_of};
use super::spool::Spool;
use crate::error::{CliError, Result};

/// Number of bytes from which an input is read in stretches.
const LARGE: usize = 4 << 20;

/// Number of bytes of a stretch; more where a document has more.
const STRETCH: usize = 256 << 10;

/// An input that was opened.
pub(crate) enum Opened {
    /// The text of one that is not large.
    Whole(String),
    /// A large one.
    Large(Stretches),
}

impl Opened {
    /// The whole text.
    pub(crate) fn whole(self) -> Result<String> {
        let mut large = match self {
            Self::Whole(text) => return Ok(text),
            Self::Large(large) => large,
        };
        let read = large.rest.read_to_end(&mut large.pending);
        read.map_err(|error| CliError::new(format!("cannot read {}: {error}", large.name)))?;
        text_of(large.pending, || large.name)
    }
}

/// The text of the file at `path`, or of standard input.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    open(path)?.whole()
}

/// Opens an input. A large one is JSON or UTF-16 throughout, and then read whole, or comes in stretches.
pub(crate) fn open(path: &Path) -> Result<Opened> {
    let name = || display_name(path);
    let mut rest = open_bytes(path)?;
    let mut start = read_start(&mut rest, LARGE).map_err(|error| cannot_read(path, &error))?;
    if start.len() == LARGE {
        refuse_binary(&start, &name())?;
    }
    let spool = (start.len() == LARGE && is_cut_at_dashes(&start)).then(Spool::new);
    // Without room for a temporary file, memory has to do.
    let Some(Ok(spool)) = spool else {
        if start.len() == LARGE {
            rest.read_to_end(&mut start).map_err(|error| cannot_read(path, &error))?;
        }
        return Ok(Opened::Whole(text_of(start, name)?));
    };
    let spool = Arc::new(spool);
    Ok(Opened::Large(Stretches {
        name: name(),
        rest,
        pending: start,
        offset: 0,
        lines: 0,
        spool,
        has_ended: false,
    }))
}

/// Whether what begins so is YAML in UTF-8, so that its documents begin at `---` lines.
fn is_cut_at_dashes(start: &[u8]) -> bool {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    !(start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") || first == Some(&b'{'))
}

/// The stretches of a large input, in order.
pub(crate) struct Stretches {
    name: String,
    rest: Bytes,
    /// What was read and not given yet.
    pending: Vec<u8>,
    offset: usize,
    lines: u32,
    spool: Arc<Spool>,
    has_ended: bool,
}

/// Whole documents of a large input.
#[derive(Debug)]
pub(crate) struct Stretch {
    pub(crate) text: String,
    /// Where it begins in the input, in bytes.
    pub(crate) offset: usize,
    /// Number of lines before it.
    pub(crate) lines_before: u32,
}

impl Stretches {
    /// Where everything that was read can be read again.
    pub(crate) fn spool(&self) -> &Arc<Spool> {
        &self.spool
    }

    fn read_more(&mut self) -> Result<()> {
        // A long document is looked through anew each time, so twice as much is read then.
        let wanted = self.pending.len().max(STRETCH) as u64;
        let read = self.rest.by_ref().take(wanted).read_to_end(&mut self.pending);
        let read = read.map_err(|error| CliError::new(format!("cannot read {}: {error}", self.name)))?;
        self.has_ended = read == 0;
        Ok(())
    }

    /// The number of pending bytes that are whole documents; 0 when more is to be read first.
    fn whole(&self) -> Result<usize> {
        let mut length = STRETCH;
        loop {
            let is_all = length >= self.pending.len();
            let is_end = is_all && self.has_ended;
            let text = self.valid(length.min(self.pending.len()), is_end)?;
            let whole = if is_end { text.len() } else { whole_documents(text) };
            if whole > 0 || is_all {
                return Ok(whole);
            }
            length *= 2;
        }
    }

    /// The text of the first pending bytes, without a character that is cut at its end, unless that is the end of all.
    fn valid(&self, length: usize, is_end: bool) -> Result<&str> {
        let bytes = &self.pending[..length];
        std::str::from_utf8(bytes).or_else(|error| {
            let valid = error.valid_up_to();
            if is_end || error.error_len().is_some() {
                return Err(not_utf8(bytes, valid, (self.offset, self.lines as usize), &self.name));
            }
            Ok(std::str::from_utf8(&bytes[..valid]).unwrap_or_default())
        })
    }

    fn give(&mut self, length: usize) -> Result<Stretch> {
        let rest = self.pending.split_off(length);
        let bytes = std::mem::replace(&mut self.pending, rest);
        let kept = self.spool.add(&bytes);
        kept.map_err(|error| {
            CliError::new(format!("cannot keep {} in a temporary file: {error}", self.name))
                .help("TMPDIR names the folder of temporary files")
        })?;
        let text = text_of(bytes, || self.name.clone())?;
        let (offset, lines_before) = (self.offset, self.lines);
        let end = Lines::of(&text).position(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.offset += text.len();
        self.lines += end.line - 1;
        Ok(Stretch { text, offset, lines_before })
    }
}

impl Iterator for Stretches {
    type Item = Result<Stretch>;

    fn next(&mut self) -> Option<Result<Stretch>> {
        loop {
            match self.whole() {
                Ok(0) if self.has_ended => return None,
                Ok(0) => {}
                Ok(length) => return Some(self.give(length)),
                Err(error) => {
                    (self.has_ended, self.pending) = (true, Vec::new());
                    return Some(Err(error));
                }
            }
            if let Err(error) = self.read_more() {
                (self.has_ended, self.pending) = (true, Vec::new());
                return Some(Err(error));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(text: &[u8]) -> Vec<Result<Stretch>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.yaml");
        std::fs::write(&path, text).unwrap();
        let Opened::Large(stretches) = open(&path).unwrap() else { panic!("not large") };
        stretches.collect()
    }

    #[test]
    fn a_large_input_comes_in_whole_documents() {
        let document = "---\nname: größer\ntext: |\n  one\r\n  two\n";
        let text = document.repeat(LARGE / document.len() + 9);
        let stretches: Vec<_> = stretches(text.as_bytes()).into_iter().map(Result::unwrap).collect();
        assert!(stretches.len() > 1);
        let whole: String = stretches.iter().map(|stretch| stretch.text.as_str()).collect();
        assert!(whole == text);
        let mut offset = 0;
        for Stretch { text, offset: own, lines_before } in &stretches {
            assert_eq!((offset, text.starts_with("---\n")), (*own, true));
            assert_eq!(*lines_before as usize, whole[..offset].lines().count());
            offset += text.len();
        }
    }

    #[test]
    fn what_is_not_utf8_is_told_with_its_line() {
        let document = "---\nname: a\n";
        let mut text = document.repeat(LARGE / document.len() + 9).into_bytes();
        let at = text.len() - 3;
        text[at] = 0xff;
        let lines = memchr::memchr_iter(b'\n', &text).count();
        let errors: Vec<_> = stretches(&text).into_iter().filter_map(Result::err).collect();
        let [error] = &errors[..] else { panic!("{} errors", errors.len()) };
        assert!(
            error.to_string().ends_with(&format!("large.yaml:{lines}: not UTF-8 (byte {at} of the file)"))
        );
    }

    #[test]
    fn small_inputs_and_json_are_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let json = "{\"a\": 1}\n".repeat(LARGE / 9 + 9);
        for text in ["a: 1\n---\nb: 2\n", &json] {
            std::fs::write(&path, text).unwrap();
            let Opened::Whole(read) = open(&path).unwrap() else { panic!("not whole") };
            assert!(read == text);
        }
    }
}
