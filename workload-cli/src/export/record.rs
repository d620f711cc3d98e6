//! What was written to a folder last time: how a file changed by hand is told from ours.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use workload_core::syntax::text::fingerprint;

use crate::error::{Failure, Result};

/// The record's own name in the folder.
pub(crate) const NAME: &str = ".workload-export.json";

/// The files that were written, each with a mark of its content.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    version: u32,
    files: BTreeMap<String, String>,
}

impl Record {
    const VERSION: u32 = 1;

    /// The record of `folder`; empty when nothing was written there yet.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                return Err(Failure::new(format!("{} is no folder", folder.display()))
                    .help("choose another folder with --output"));
            }
            Err(error) => return Err(Failure::at(&path, "cannot read", &error)),
        };
        serde_json::from_str(&text).map_err(|error| {
            Failure::new(format!("{} is no record of an export: {error}", path.display()))
                .help("remove it if the folder holds nothing of yours, or choose another folder")
        })
    }

    /// A record of these files.
    pub(crate) fn of<'f>(files: impl IntoIterator<Item = (&'f String, &'f String)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.clone(), mark(text))).collect();
        Self { version: Self::VERSION, files }
    }

    /// The record as text.
    pub(crate) fn to_text(&self) -> String {
        // A map of texts always has a form.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Whether `text` is what was written to `path` last time.
    pub(crate) fn wrote(&self, path: &str, text: &str) -> bool {
        self.files.get(path).is_some_and(|written| *written == mark(text))
    }

    /// Whether something was written to `path` last time.
    pub(crate) fn knows(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The paths that were written last time.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }
}

fn mark(text: &str) -> String {
    fingerprint([text.as_bytes()])
}
