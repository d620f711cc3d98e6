//! One file that is kept checked while its text changes.

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{FileReport, Finding, lint_file};

use super::definitions::definitions;
use super::file_state::FileState;
use super::kubernetes::may_hold_objects;
use super::live_brought::BroughtFindings;
use super::settings::ByPath;
use super::walk::Input;
use crate::files::{normalized, read_text};
use crate::render::Sources;

/// A file that is kept checked.
#[derive(Debug)]
pub(super) struct LiveFile {
    input: Input,
    /// What findings call it.
    pub(super) name: Arc<str>,
    pub(super) path: Arc<Path>,
    /// The text that is open in the editor; otherwise the file counts.
    pub(super) buffer: Option<Arc<String>>,
    checked: Option<CheckedFile>,
    /// What is found in its own text, together with the other files.
    pub(super) own: Arc<Vec<Finding>>,
    /// What these are known by, where there is a baseline.
    pub(super) known: Vec<String>,
    /// Which of these are new to the baseline.
    pub(super) mask: Vec<bool>,
    /// Whether what is shown was made of what is found.
    pub(super) is_shown: bool,
    /// What is shown of it.
    pub(super) findings: Arc<Vec<Finding>>,
}

/// What a file gave; there is none of a file that is left alone.
#[derive(Debug)]
struct CheckedFile {
    text: Arc<String>,
    report: FileReport,
    definitions: Vec<Value>,
}

/// What a new text of a file changes for the other files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effect {
    /// The definitions of custom resources in it are others.
    pub(super) on_definitions: bool,
    /// It is checked and was not, or no longer.
    pub(super) on_presence: bool,
}

impl LiveFile {
    /// A file that nobody has read yet.
    pub(super) fn new(input: Input) -> Self {
        let (name, path) = (input.name.as_str().into(), normalized(&input.path).into());
        Self {
            input,
            name,
            path,
            buffer: None,
            checked: None,
            own: Arc::default(),
            known: Vec::new(),
            mask: Vec::new(),
            is_shown: false,
            findings: Arc::default(),
        }
    }

    /// What it gave by itself; none of a file that is left alone.
    pub(super) fn report(&self) -> Option<&FileReport> {
        self.checked.as_ref().map(|checked| &checked.report)
    }

    /// The text that was checked.
    pub(super) fn checked_text(&self) -> Option<String> {
        self.checked.as_ref().map(|checked| checked.text.as_str().to_owned())
    }

    /// What all that stands in it is known by, where there is a baseline.
    pub(super) fn identities<'f>(&'f self, brought: &'f BroughtFindings) -> impl Iterator<Item = &'f str> {
        let brought = brought.of(&self.name).iter().map(|(known, _)| known);
        self.known.iter().chain(brought).map(String::as_str)
    }

    /// Puts together what is shown: what is new of what stands in it. Whether that is something else than before.
    pub(super) fn show(&mut self, brought: &BroughtFindings, mut is_new: impl FnMut(&str) -> bool) -> bool {
        self.is_shown = true;
        let brought = brought.of(&self.name);
        let is_whole = brought.is_empty() && self.mask.iter().all(|is_new| *is_new);
        let findings = if is_whole {
            self.own.clone()
        } else {
            // Without a baseline there is no mask.
            let mask = self.mask.iter().copied().chain(std::iter::repeat(true));
            let own = self.own.iter().zip(mask).filter(|(_, is_new)| *is_new).map(|(finding, _)| finding);
            let brought = brought.iter().filter(|(known, _)| is_new(known)).map(|(_, finding)| finding);
            Arc::new(own.chain(brought).cloned().collect())
        };
        // What is the same stays the same to whoever compares.
        let is_other = *self.findings != *findings;
        if is_other {
            self.findings = findings;
        }
        is_other
    }

    /// The definitions of custom resources in it.
    pub(super) fn definitions(&self) -> &[Value] {
        self.checked.as_ref().map(|checked| checked.definitions.as_slice()).unwrap_or_default()
    }

    /// What is found in it now; none of a file that is left alone.
    pub(super) fn state(&self) -> Option<FileState> {
        let text = self.checked.as_ref()?.text.clone();
        let (name, path, findings) = (self.name.clone(), self.path.clone(), self.findings.clone());
        Some(FileState { name, path, text, findings, is_checked: true })
    }

    /// Checks the text as it is now. A file that cannot be read is left alone: it may be gone.
    pub(super) fn check(&mut self, by_path: &ByPath, sources: &Sources) {
        self.checked = self.text(sources).map(|text| {
            let source = Source { name: self.input.name.clone(), text: text.clone() };
            CheckedFile {
                report: lint_file(&source, &by_path.of(self.input.name.as_ref())),
                definitions: definitions(&text),
                text,
            }
        });
    }

    /// Checks the text as it is now; what that changes for other files.
    pub(super) fn check_again(&mut self, by_path: &ByPath, sources: &Sources) -> Effect {
        let old = self.checked.take();
        self.check(by_path, sources);
        let before = old.as_ref().map(|old| old.definitions.as_slice()).unwrap_or_default();
        Effect {
            on_definitions: before != self.definitions(),
            on_presence: old.is_some() != self.checked.is_some(),
        }
    }

    /// The text, unless it is a part of a kustomization or a chart, or no Kubernetes object.
    fn text(&self, sources: &Sources) -> Option<Arc<String>> {
        if sources.sets_aside(&self.path) {
            return None;
        }
        let text = match &self.buffer {
            Some(buffer) => buffer.clone(),
            None => Arc::new(read_text(&self.path).ok()?),
        };
        may_hold_objects(&text).then_some(text)
    }
}
