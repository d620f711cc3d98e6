//! What stood at a path, to tell later whether the same stands there.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use workload_core::syntax::text::fingerprint;

/// A path, and what stood there: a file's text, a folder's names, or nothing.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Seen {
    path: PathBuf,
    fingerprint: Option<String>,
}

impl Seen {
    /// What stands at `path` now.
    pub(super) fn now(path: PathBuf) -> Self {
        Self { fingerprint: of(&path), path }
    }

    /// Whether the same stands there now.
    pub(super) fn is_unchanged(&self) -> bool {
        of(&self.path) == self.fingerprint
    }
}

fn of(path: &Path) -> Option<String> {
    if let Ok(text) = fs::read(path) {
        return Some(fingerprint([b"file".as_slice(), &text]));
    }
    let mut names: Vec<_> = fs::read_dir(path).ok()?.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    Some(fingerprint(names.iter().map(|name| name.as_encoded_bytes())))
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn texts_names_and_absence_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        let (absent, empty) = (Seen::now(file.clone()), Seen::now(folder.path().to_owned()));
        assert!(absent.is_unchanged() && empty.is_unchanged());
        std::fs::write(&file, "one").unwrap();
        let one = Seen::now(file.clone());
        assert!(!absent.is_unchanged() && !empty.is_unchanged() && one.is_unchanged());
        std::fs::write(&file, "two").unwrap();
        assert!(!one.is_unchanged());
    }
}
