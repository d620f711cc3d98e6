//! Reading an input: a file, a pipe or standard input, whole and once.

use std::io::Read as _;
use std::path::Path;

use super::display_name::display_name;
use crate::error::{CliError, Result};

/// Standard input, as it is named on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// The text of the file at `path`, or of standard input.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = read_bytes(path)?;
    let Some(unit) = utf16_unit(&bytes) else { return utf8(bytes, &display_name(path)) };
    utf16(&bytes, unit).ok_or_else(|| {
        CliError::new(format!("{} begins as UTF-16, and is not UTF-16 throughout", display_name(path)))
    })
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
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count();
        CliError::new(format!("{name}:{line}: not UTF-8 (byte {at} of the file)"))
            .help("write the file in UTF-8")
    })
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
}
