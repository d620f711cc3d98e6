//! Paths as `file:` URIs, and back.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

use crate::files::normalized;

const SCHEME: &str = "file://";

/// The URI of a file.
pub(super) fn to_uri(path: &Path) -> Uri {
    let mut uri = SCHEME.to_owned();
    let path = path.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            other => {
                // Writing to a String cannot fail.
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    Uri(uri)
}

/// The absolute path of a `file:` URI; none of another scheme.
pub(super) fn to_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix(SCHEME)?;
    // A host other than the own machine is no file here.
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let path = String::from_utf8(decoded(path.split(['?', '#']).next()?)).ok()?;
    if !path.starts_with('/') {
        return None;
    }
    let is_drive = path.as_bytes().get(2) == Some(&b':');
    Some(normalized(Path::new(if is_drive { &path[1..] } else { &path })))
}

/// The bytes that `%20` and its kin stand for.
fn decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let escaped = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(escaped.unwrap_or(*byte));
        at += if escaped.is_some() { 3 } else { 1 };
    }
    decoded
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back_from_their_uris() {
        for path in ["/a/b.yaml", "/a b/ü%20#?.yaml"] {
            assert_eq!(to_path(&to_uri(Path::new(path))), Some(PathBuf::from(path)));
        }
        assert_eq!(to_uri(Path::new("/a b")).0, "file:///a%20b");
    }

    #[test]
    fn only_files_of_this_machine_have_paths() {
        let path = |uri: &str| to_path(&Uri(uri.to_owned()));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file://server/share/a.yaml"), None);
        assert_eq!(path("file://localhost/a.yaml"), Some(PathBuf::from("/a.yaml")));
        assert_eq!(path("file:///a/../b%2Eyaml"), Some(PathBuf::from("/b.yaml")));
    }
}
