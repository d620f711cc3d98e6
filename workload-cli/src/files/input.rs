//! Reading an input: a file, a pipe or standard input, whole and once.

use std::cell::RefCell;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::bounded::Bounded;
use crate::error::{CliError, Result};

/// Standard input, as it is named on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// An input, of which no more is read than it may hold.
pub(super) type Bytes = Bounded<Box<dyn Read + Send>>;

/// Number of bytes that are read of an input before its size matters: most files have fewer.
const SMALL: usize = 32 << 10;

thread_local! {
    /// What the start of an input is read into. To ask for the size of each file takes longer than to copy its text.
    static START: RefCell<Vec<u8>> = RefCell::new(vec![0; SMALL]);
}

/// Opens the file at `path`, or standard input.
pub(super) fn open_bytes(path: &Path) -> Result<Bytes> {
    if path.as_os_str() == STANDARD_INPUT {
        return Ok(Bounded::new(Box::new(std::io::stdin())));
    }
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    Ok(Bounded::new(Box::new(file)))
}

/// The first bytes of an input, so many at most; all of it when there are fewer.
pub(super) fn read_start(input: &mut Bytes, most: usize) -> std::io::Result<Vec<u8>> {
    let mut start = START.with_borrow_mut(|buffer| {
        let length = fill(input, &mut buffer[..most.min(SMALL)])?;
        std::io::Result::Ok(buffer[..length].to_vec())
    })?;
    if start.len() == SMALL && most > SMALL {
        input.by_ref().take((most - SMALL) as u64).read_to_end(&mut start)?;
        start.shrink_to_fit();
    }
    Ok(start)
}

/// Fills a buffer as far as the input goes; the number of bytes.
fn fill(input: &mut Bytes, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match input.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// The error of an input that cannot be read.
pub(super) fn cannot_read(path: &Path, error: &std::io::Error) -> CliError {
    if path.as_os_str() == STANDARD_INPUT {
        return CliError::new(format!("cannot read standard input: {error}"));
    }
    CliError::at(path, "cannot read", error)
}

/// The text of the bytes of an input; an error says its name.
pub(crate) fn text_of(bytes: Vec<u8>, name: impl FnOnce() -> String) -> Result<String> {
    if is_utf32(&bytes) {
        let why = format!("{} is written in UTF-32, which kubectl does not read", name());
        return Err(CliError::new(why).help("write the file in UTF-8"));
    }
    let Some(unit) = utf16_unit(&bytes) else { return utf8(bytes, name) };
    utf16(&bytes, unit)
        .ok_or_else(|| CliError::new(format!("{} begins as UTF-16, and is not UTF-16 throughout", name())))
}

/// The bytes of the file at `path`, or of standard input.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let mut input = open_bytes(path)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    Ok(bytes)
}

/// Refuses what begins as no text does: an input that never ends is mostly a device.
pub(super) fn refuse_binary(start: &[u8], name: &str) -> Result<()> {
    if utf16_unit(start).is_some() || is_utf32(start) {
        return Ok(());
    }
    if let Some(at) = memchr::memchr(0, start) {
        let why = format!("{name} is not text: byte {at} of it is NUL");
        return Err(CliError::new(why).help("name a file of YAML or JSON"));
    }
    match std::str::from_utf8(start) {
        // The last character may be cut.
        Err(error) if error.error_len().is_some() => Err(not_utf8(start, error.valid_up_to(), (0, 0), name)),
        _ => Ok(()),
    }
}

/// Whether bytes begin with the byte order mark of UTF-32; the little-endian one begins as that of UTF-16 does.
fn is_utf32(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff])
}

/// How the units of UTF-16 are read, for bytes that begin with its byte order mark.
fn utf16_unit(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// The text of UTF-16, without its byte order mark; none when it is not UTF-16.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let units: Vec<_> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok().filter(|_| rest.is_empty())
}

fn utf8(bytes: Vec<u8>, name: impl FnOnce() -> String) -> Result<String> {
    String::from_utf8(bytes)
        .map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to(), (0, 0), &name()))
}

/// The error of bytes that are no UTF-8 from `at` on, with so many bytes and lines of the input `before` them.
pub(crate) fn not_utf8(bytes: &[u8], at: usize, before: (usize, usize), name: &str) -> CliError {
    let line = before.1 + bytes[..at].split(|byte| *byte == b'\n').count();
    CliError::new(format!("{name}:{line}: not UTF-8 (byte {} of the file)", before.0 + at))
        .help("write the file in UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_read_by_its_mark() {
        let read = |bytes: &[u8]| utf16_unit(bytes).map(|unit| utf16(bytes, unit));
        assert_eq!(read(b"a: 1"), None);
        assert_eq!(read(b"\xff\xfea\0:\0"), Some(Some("a:".to_owned())));
        assert_eq!(read(b"\xfe\xff\0a"), Some(Some("a".to_owned())));
        assert_eq!(read(b"\xff\xfea"), Some(None));
    }

    #[test]
    fn utf32_is_told_by_its_mark() {
        for bytes in [b"\xff\xfe\0\0a\0\0\0", b"\0\0\xfe\xff\0\0\0a"] {
            let refusal = text_of(bytes.to_vec(), || "a.yaml".to_owned()).unwrap_err().to_string();
            assert!(refusal.contains("a.yaml is written in UTF-32"), "{refusal}");
        }
    }
}
