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
    /// The texts of the other files that the findings name.
    others: Vec<Arc<String>>,
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

    /// Makes of the findings what is shown; the files of which something else is shown than before. What was
    /// found again in the same texts is kept as it is: most files are not the one that is edited.
    pub(super) fn settle(&mut self, roots: &[Root], folders: &[PathBuf], client: Client) -> Vec<PathBuf> {
        self.by_root.retain(|path, _| roots.iter().any(|root| root.path == *path));
        let mut old = std::mem::take(&mut self.files);
        let mut changed = Vec::new();
        for judged in self.by_root.values() {
            for found in found(judged) {
                // What lies in a folder within another is that folder's.
                if owner(folders, found.path).is_some_and(|owner| owner != judged.root) {
                    continue;
                }
                let before = old.remove(found.path);
                let file = match before {
                    Some(before) if found.is_in(&before) => before,
                    before => {
                        let mut file = found.shown(judged, client);
                        let same = before.filter(|before| before.diagnostics == file.diagnostics);
                        if let Some(same) = same {
                            file.id = same.id;
                        } else {
                            self.states += 1;
                            file.id = self.states;
                            changed.push(found.path.to_owned());
                        }
                        file
                    }
                };
                self.files.insert(found.path.to_owned(), file);
            }
        }
        changed.extend(old.into_keys());
        changed
    }
}

/// What was found in a file.
struct Found<'j> {
    path: &'j Path,
    text: &'j Arc<String>,
    findings: Vec<&'j Finding>,
    /// The texts of the other files that the findings name.
    others: Vec<&'j Arc<String>>,
}

/// What was found in a folder, by file.
fn found(judged: &Judged) -> Vec<Found<'_>> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &judged.findings {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    let files = by_file.into_iter().filter_map(|(name, findings)| {
        let (path, text) = judged.texts.get(name)?;
        let related = findings.iter().flat_map(|finding| &finding.related);
        let others = related.filter_map(|other| Some(&judged.texts.get(&other.file)?.1)).collect();
        Some(Found { path, text, findings, others })
    });
    files.collect()
}

impl Found<'_> {
    /// Whether the same was found before in the same texts.
    fn is_in(&self, before: &FileResult) -> bool {
        Arc::ptr_eq(self.text, &before.text)
            && self.findings.iter().copied().eq(&before.findings)
            && self.others.len() == before.others.len()
            && self.others.iter().zip(&before.others).all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// The same as the editor shows it.
    fn shown(&self, judged: &Judged, client: Client) -> FileResult {
        let lines = Lines::of(self.text);
        let place = |file: &str, span| {
            let (path, text) = judged.texts.get(file).filter(|_| client.related)?;
            Some(location(path, text, span, client.units))
        };
        let shown = self.findings.iter().map(|finding| diagnostic(finding, &lines, client.units, place));
        FileResult {
            id: 0,
            text: self.text.clone(),
            diagnostics: shown.collect(),
            findings: self.findings.iter().copied().cloned().collect(),
            others: self.others.iter().copied().cloned().collect(),
        }
    }
}
