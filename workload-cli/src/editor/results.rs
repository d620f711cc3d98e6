//! What was found last, by file.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::Diagnostic;
use workload_core::syntax::text::Lines;
use workload_core::validate::lint::Finding;

use super::client::Client;
use super::diagnostics::{diagnostic, location};
use super::events::Judged;
use super::names::FileText;
use super::roots::{Root, owner};

/// What is shown of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FileResult {
    /// The number of this state of it.
    pub(super) id: u64,
    /// The text that was checked.
    pub(super) text: Arc<String>,
    /// What was found, in the order of the diagnostics.
    pub(super) findings: Vec<Finding>,
    /// The same, as the editor shows it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What was found in all folders.
#[derive(Debug, Default)]
pub(super) struct Results {
    by_root: HashMap<PathBuf, Judged>,
    files: BTreeMap<PathBuf, FileResult>,
    states: u64,
}

impl Results {
    /// Takes over what was found in a folder.
    pub(super) fn add(&mut self, judged: Judged) {
        self.by_root.insert(judged.root.clone(), judged);
    }

    /// Forgets a folder.
    pub(super) fn remove(&mut self, root: &Path) {
        self.by_root.remove(root);
    }

    /// Number of files that were checked in a folder.
    pub(super) fn checked(&self, root: &Path) -> usize {
        self.by_root.get(root).map_or(0, |judged| judged.checked.len())
    }

    /// What is shown of a file; none where nothing was found.
    pub(super) fn of(&self, file: &Path) -> Option<&FileResult> {
        self.files.get(file)
    }

    /// The texts of all files that were checked.
    pub(super) fn texts(&self) -> Vec<FileText> {
        self.by_root.values().flat_map(|judged| judged.checked.iter().cloned()).collect()
    }

    /// Everything that is shown.
    pub(super) fn files(&self) -> &BTreeMap<PathBuf, FileResult> {
        &self.files
    }

    /// Makes of the findings what is shown; the files of which something else is shown than before.
    pub(super) fn settle(&mut self, roots: &[Root], folders: &[PathBuf], client: Client) -> Vec<PathBuf> {
        self.by_root.retain(|path, _| roots.iter().any(|root| root.path == *path));
        let mut files = BTreeMap::new();
        for judged in self.by_root.values() {
            // What lies in a folder within another is that folder's.
            let is_own = |path: &Path| owner(folders, path).is_none_or(|owner| owner == judged.root);
            files.extend(shown(judged, client).into_iter().filter(|(path, _)| is_own(path)));
        }
        let mut changed: Vec<_> =
            self.files.keys().filter(|path| !files.contains_key(*path)).cloned().collect();
        for (path, file) in &mut files {
            if let Some(old) = self.files.get(path).filter(|old| old.diagnostics == file.diagnostics) {
                file.id = old.id;
            } else {
                self.states += 1;
                file.id = self.states;
                changed.push(path.clone());
            }
        }
        self.files = files;
        changed
    }
}

/// What is shown of the files of a folder.
fn shown(judged: &Judged, client: Client) -> BTreeMap<PathBuf, FileResult> {
    let mut files = BTreeMap::new();
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &judged.findings {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    for (name, findings) in by_file {
        let Some((path, text)) = judged.texts.get(name) else { continue };
        let lines = Lines::of(text);
        let place = |file: &str, span| {
            let (path, text) = judged.texts.get(file).filter(|_| client.related)?;
            Some(location(path, text, span, client.units))
        };
        let diagnostics =
            findings.iter().map(|finding| diagnostic(finding, &lines, client.units, place)).collect();
        let findings = findings.into_iter().cloned().collect();
        files.insert(path.clone(), FileResult { id: 0, text: text.clone(), findings, diagnostics });
    }
    files
}
