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
use crate::validate::FileState;

/// What is shown of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FileResult {
    /// The number of this state of it.
    pub(super) id: u64,
    /// The text that was checked.
    pub(super) text: Arc<String>,
    /// What was found, in the order of the diagnostics.
    pub(super) findings: Arc<Vec<Finding>>,
    /// The same, as the editor shows it.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The texts of the other files that the findings name.
    others: Vec<Arc<String>>,
}

/// The files of a folder, by the names that findings call them.
type Files = HashMap<Arc<str>, FileState>;

/// What was found in all folders.
#[derive(Debug, Default)]
pub(super) struct Results {
    by_root: HashMap<PathBuf, Files>,
    /// The files that were found anew since they were shown last.
    new: Vec<(PathBuf, Arc<str>)>,
    /// Whether anything may be shown otherwise than before, not only what was found anew.
    is_all_new: bool,
    /// The folders as they were when the files were shown last.
    shown_for: (Vec<Root>, Vec<PathBuf>),
    files: BTreeMap<PathBuf, FileResult>,
    states: u64,
}

impl Results {
    /// Takes over what was found in a folder.
    pub(super) fn add(&mut self, judged: Judged) {
        let files = self.by_root.entry(judged.root.clone()).or_default();
        if judged.changes.is_whole {
            self.is_all_new = true;
            files.clear();
        } else {
            self.new.extend(judged.changes.files.iter().map(|file| (judged.root.clone(), file.name.clone())));
        }
        files.extend(judged.changes.files.into_iter().map(|file| (file.name.clone(), file)));
    }

    /// Forgets a folder.
    pub(super) fn remove(&mut self, root: &Path) {
        self.is_all_new |= self.by_root.remove(root).is_some();
    }

    /// Number of files that were checked in a folder.
    pub(super) fn checked(&self, root: &Path) -> usize {
        let files = self.by_root.get(root).into_iter().flat_map(HashMap::values);
        files.filter(|file| file.is_checked).count()
    }

    /// What is shown of a file; none where nothing was found.
    pub(super) fn of(&self, file: &Path) -> Option<&FileResult> {
        self.files.get(file)
    }

    /// The texts of all files that were checked.
    pub(super) fn texts(&self) -> Vec<FileText> {
        let files = self.by_root.values().flat_map(HashMap::values).filter(|file| file.is_checked);
        files.map(|file| (file.path.clone(), file.text.clone())).collect()
    }

    /// Everything that is shown.
    pub(super) fn files(&self) -> &BTreeMap<PathBuf, FileResult> {
        &self.files
    }

    /// Makes of the findings what is shown; the files of which something else is shown than before. What was
    /// not found anew is kept as it is: most files are not the one that is edited.
    pub(super) fn settle(&mut self, roots: &[Root], folders: &[PathBuf], client: Client) -> Vec<PathBuf> {
        let new = std::mem::take(&mut self.new);
        let are_same = self.shown_for.0 == roots && self.shown_for.1 == folders;
        if !std::mem::take(&mut self.is_all_new) && are_same {
            return new
                .iter()
                .filter_map(|(root, name)| self.settle_one((root, name), folders, client))
                .collect();
        }
        self.shown_for = (roots.to_vec(), folders.to_vec());
        self.by_root.retain(|path, _| roots.iter().any(|root| root.path == *path));
        let mut old = std::mem::take(&mut self.files);
        let mut changed = Vec::new();
        let by_root = std::mem::take(&mut self.by_root);
        for (root, files) in &by_root {
            for found in files.values().filter(|file| !file.findings.is_empty()) {
                // What lies in a folder within another is that folder's.
                if is_of_another(&found.path, root, folders) {
                    continue;
                }
                let before = old.remove(&*found.path);
                changed.extend(self.take_over(found, files, before, client));
            }
        }
        self.by_root = by_root;
        changed.extend(old.into_keys());
        changed.sort();
        changed
    }

    /// Makes of the findings in one file what is shown; the file, if that is something else than before.
    fn settle_one(
        &mut self,
        (root, name): (&Path, &str),
        folders: &[PathBuf],
        client: Client,
    ) -> Option<PathBuf> {
        let files = self.by_root.remove(root)?;
        let found = files.get(name).filter(|found| !is_of_another(&found.path, root, folders));
        let changed = found.and_then(|found| {
            let before = self.files.remove(&*found.path);
            if found.findings.is_empty() {
                return before.map(|_| found.path.to_path_buf());
            }
            self.take_over(found, &files, before, client)
        });
        self.by_root.insert(root.to_owned(), files);
        changed
    }

    /// Shows what was found in a file; the file, if something else is shown than before.
    fn take_over(
        &mut self,
        found: &FileState,
        files: &Files,
        before: Option<FileResult>,
        client: Client,
    ) -> Option<PathBuf> {
        let others = others(found, files);
        let path = found.path.to_path_buf();
        let (file, changed) = match before {
            Some(before) if is_in(found, &others, &before) => (before, None),
            before => {
                let mut file = shown(found, others, files, client);
                let same = before.filter(|before| before.diagnostics == file.diagnostics);
                let changed = same.is_none().then(|| path.clone());
                file.id = same.map_or(self.states + 1, |same| same.id);
                self.states = self.states.max(file.id);
                (file, changed)
            }
        };
        self.files.insert(path, file);
        changed
    }
}

/// Whether a file lies in a folder within the one that it was found in.
fn is_of_another(file: &Path, root: &Path, folders: &[PathBuf]) -> bool {
    owner(folders, file).is_some_and(|owner| owner != root)
}

/// The texts of the other files that the findings of one name.
fn others(found: &FileState, files: &Files) -> Vec<Arc<String>> {
    let related = found.findings.iter().flat_map(|finding| &finding.related);
    related.filter_map(|other| Some(files.get(&other.file)?.text.clone())).collect()
}

/// Whether the same was found before in the same texts.
fn is_in(found: &FileState, others: &[Arc<String>], before: &FileResult) -> bool {
    Arc::ptr_eq(&found.text, &before.text)
        && (Arc::ptr_eq(&found.findings, &before.findings) || found.findings == before.findings)
        && others.len() == before.others.len()
        && others.iter().zip(&before.others).all(|(one, other)| Arc::ptr_eq(one, other))
}

/// What was found in a file as the editor shows it.
fn shown(found: &FileState, others: Vec<Arc<String>>, files: &Files, client: Client) -> FileResult {
    let lines = Lines::of(&found.text);
    let place = |file: &str, span| {
        let other = files.get(file).filter(|_| client.related)?;
        Some(location(&other.path, &other.text, span, client.units))
    };
    let shown = found.findings.iter().map(|finding| diagnostic(finding, &lines, client.units, place));
    FileResult {
        id: 0,
        text: found.text.clone(),
        diagnostics: shown.collect(),
        findings: found.findings.clone(),
        others,
    }
}
