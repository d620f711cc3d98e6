//! What was written to a folder last time, so that files changed by hand are not replaced.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::syntax::text::fingerprint;

/// The files that were written to a folder, each with a fingerprint of its content.
///
/// It lies in the folder, under a name without an extension: `kubectl apply -f`, kustomize and
/// Argo CD read files that end in `.yaml`, `.yml` or `.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    version: u32,
    files: BTreeMap<String, String>,
}

impl Record {
    /// The record's own name in the folder.
    pub const NAME: &str = ".workload-export";

    /// The name that it had once, which kubectl read.
    const FORMER_NAME: &str = ".workload-export.json";

    const VERSION: u32 = 1;

    /// The record of `folder`; empty when nothing was written there yet.
    ///
    /// # Errors
    ///
    /// `NotADirectory` when `folder` is a file, `InvalidData` when the record is none.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
        let text = match fs::read_to_string(folder.join(Self::NAME)) {
            Err(error) if missing(&error) => fs::read_to_string(folder.join(Self::FORMER_NAME)),
            read => read,
        };
        match text {
            Ok(text) => serde_json::from_str(&text)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string())),
            Err(error) if missing(&error) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// A record of these files and their content.
    pub fn of<'f>(files: impl IntoIterator<Item = (&'f String, &'f String)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.clone(), mark(text))).collect();
        Self { version: Self::VERSION, files }
    }

    /// This record with one more file.
    #[must_use]
    pub fn with(mut self, path: &str, text: &str) -> Self {
        self.version = Self::VERSION;
        self.files.insert(path.to_owned(), mark(text));
        self
    }

    /// The record as text.
    #[must_use]
    pub fn to_text(&self) -> String {
        // A map of texts always has a form.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Removes the record under the name that it had once.
    ///
    /// # Errors
    ///
    /// When it is there and cannot be removed.
    pub fn remove_former(folder: &Path) -> io::Result<()> {
        match fs::remove_file(folder.join(Self::FORMER_NAME)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Whether `text` is what was written to `path` last time.
    #[must_use]
    pub fn wrote(&self, path: &str, text: &str) -> bool {
        self.files.get(path).is_some_and(|written| *written == mark(text))
    }

    /// Whether something was written to `path` last time.
    #[must_use]
    pub fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The paths that were written last time.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }
}

fn mark(text: &str) -> String {
    fingerprint([text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_knows_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let record = Record::read(folder.path()).unwrap().with("a.yaml", "a: 1\n");
        fs::write(folder.path().join(Record::NAME), record.to_text()).unwrap();
        let read = Record::read(folder.path()).unwrap();
        assert!(read.wrote("a.yaml", "a: 1\n") && !read.wrote("a.yaml", "a: 2\n") && !read.knows("b.yaml"));
    }

    #[test]
    fn the_former_name_is_read_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let former = folder.path().join(Record::FORMER_NAME);
        fs::write(&former, Record::default().with("a.yaml", "a").to_text()).unwrap();
        assert!(Record::read(folder.path()).unwrap().knows("a.yaml"));
        Record::remove_former(folder.path()).unwrap();
        assert!(!former.exists());
    }

    #[test]
    fn a_text_that_is_no_record_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(Record::NAME), "{").unwrap();
        assert_eq!(Record::read(folder.path()).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
