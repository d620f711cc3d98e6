//! Reading an input: a file, a pipe or standard input, whole and once.

use std::io::Read as _;
use std::path::Path;

use super::display_name::display_name;
use crate::error::{CliError, Result};

/// Standard input, as it is named on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// The text of the file at `path`, or of standard input.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    text_of(read_bytes(path)?, &display_name(path))
}

/// The text of the bytes of an input.
pub(crate) fn text_of(bytes: Vec<u8>, name: &str) -> Result<String> {
    if is_utf32(&bytes) {
        let why = format!("{name} is written in UTF-32, which kubectl does not read");
        return Err(CliError::new(why).help("write the file in UTF-8"));
    }
    let Some(unit) = utf16_unit(&bytes) else { return utf8(bytes, name) };
    utf16(&bytes, unit)
        .ok_or_else(|| CliError::new(format!("{name} begins as UTF-16, and is not UTF-16 throughout")))
}

/// The bytes of the file at `path`, or of standard input.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    if path.as_os_str() != STANDARD_INPUT {
        return std::fs::read(path).map_err(|error| CliError::at(path, "cannot read", &error));
    }
    let mut bytes = Vec::new();
    match std::io::stdin().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(CliError::new(format!("cannot read standard input: {error}"))),
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

fn utf8(bytes: Vec<u8>, name: &str) -> Result<String> {
    String::from_utf8(bytes)
        .map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to(), (0, 0), name))
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
            let refusal = text_of(bytes.to_vec(), "a.yaml").unwrap_err().to_string();
            assert!(refusal.contains("a.yaml is written in UTF-32"), "{refusal}");
        }
    }
}
