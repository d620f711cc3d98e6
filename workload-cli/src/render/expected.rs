//! What the tests of operators expect: files with parts of objects, which KUTTL and Chainsaw compare with
//! those of a cluster, or patch them with.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use memchr::memmem;
use serde_json::Value;
use workload_core::syntax::yaml::{NodeId, documents};
use workload_core::validate::decode::value;

use crate::files::{is_named, normalized, read_text};

/// What a test of Chainsaw is called when nobody says otherwise.
const TESTS: [&str; 2] = ["chainsaw-test.yaml", "chainsaw-test.yml"];

/// The operations of Chainsaw whose files hold parts of objects.
const OPERATIONS: [&str; 3] = ["assert", "error", "patch"];

/// The files of a run that tests of Chainsaw compare with.
#[derive(Debug, Default)]
pub(super) struct Expected {
    files: HashSet<PathBuf>,
}

impl Expected {
    /// Those that the tests among `files` name; their paths are normalized.
    pub(super) fn of(files: &[PathBuf]) -> Self {
        let mut expected = Self::default();
        let is_test = |file: &&PathBuf| TESTS.iter().any(|test| is_named(file, test));
        for test in files.iter().filter(is_test) {
            let (Some(folder), Ok(text)) = (test.parent(), read_text(test)) else { continue };
            let trees = documents(&text).filter_map(|document| document.tree.ok());
            for json in trees.filter_map(|tree| value(&tree, NodeId::ROOT)) {
                expected.read(&json, folder);
            }
        }
        expected
    }

    fn read(&mut self, json: &Value, folder: &Path) {
        match json {
            Value::Object(fields) => {
                for (name, field) in fields {
                    let file = field["file"].as_str().filter(|_| OPERATIONS.contains(&name.as_str()));
                    self.files.extend(file.map(|file| normalized(&folder.join(file))));
                    self.read(field, folder);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.read(item, folder)),
            _ => {}
        }
    }

    /// Whether a file is one of them, or is called as KUTTL wants it: `01-assert.yaml`, `02-errors.yaml`.
    pub(super) fn has(&self, file: &Path) -> bool {
        static NAMES: LazyLock<[memmem::Finder<'_>; 2]> =
            LazyLock::new(|| ["-assert", "-error"].map(memmem::Finder::new));
        let path = file.as_os_str().as_encoded_bytes();
        let may_be = NAMES.iter().any(|name| name.find(path).is_some());
        self.files.contains(file)
            || may_be && file.file_stem().is_some_and(|name| is_of_kuttl(&name.to_string_lossy()))
    }
}

fn is_of_kuttl(name: &str) -> bool {
    let step = name.trim_start_matches(|c: char| c.is_ascii_digit());
    step.len() < name.len() && matches!(step, "-assert" | "-errors" | "-error")
}
