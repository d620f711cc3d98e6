//! A path for people to read.

use std::fmt::Write as _;
use std::path::Path;

/// The path as text; what is not UTF-8 in it as `\xFF`.
pub(crate) fn display_name(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(name, "\\x{byte:02X}");
        }
    }
    name
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    use super::*;

    #[test]
    fn names_that_are_not_utf8_can_be_told_apart() {
        let name = |bytes: &[u8]| display_name(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!([name(b"\xfc.yaml"), name("ü.yaml".as_bytes())], ["\\xFC.yaml", "ü.yaml"]);
    }
}
