//! The findings in rendered texts, at the places where they were written.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use workload_core::validate::lint::{Finding, Outcome};

use super::file_state::FileState;
use super::identity::identity;
use super::run::bring_back;
use super::texts::Texts;
use crate::files::normalized;
use crate::render::Sources;

/// The findings that are brought back, by the files that they stand in.
#[derive(Debug, Default)]
pub(super) struct BroughtFindings {
    /// Each with what it is known by.
    by_file: HashMap<Arc<str>, Vec<(String, Finding)>>,
    texts: Texts,
}

impl BroughtFindings {
    /// Brings findings in rendered texts back.
    pub(super) fn bring(
        sources: &mut Sources,
        findings: Vec<Finding>,
        name: impl Fn(&mut Vec<Finding>),
    ) -> Self {
        let mut brought = Self::default();
        if sources.are_idle() {
            return brought;
        }
        let mut outcome = Outcome { findings, ..Outcome::default() };
        bring_back(sources, &mut outcome, &mut brought.texts);
        name(&mut outcome.findings);
        for finding in outcome.findings {
            let known = (identity(&finding), finding);
            brought.by_file.entry(known.1.file.clone()).or_default().push(known);
        }
        brought
    }

    /// Those in a file.
    pub(super) fn of(&self, file: &str) -> &[(String, Finding)] {
        self.by_file.get(file).map(Vec::as_slice).unwrap_or_default()
    }

    /// The files that are none of the checked ones, in the order of their names, and what stands in them that
    /// `is_shown`; with the texts that findings name.
    pub(super) fn elsewhere(
        &self,
        is_own: impl Fn(&str) -> bool,
        mut is_shown: impl FnMut(&str) -> bool,
    ) -> Vec<FileState> {
        let state = |name: Arc<str>| {
            let text = self.texts.find(&name)?;
            let shown = self.of(&name).iter().filter(|(known, _)| is_shown(known));
            let findings = Arc::new(shown.map(|(_, finding)| finding.clone()).collect());
            let (path, text) = (normalized(&text.path).into(), text.text.clone());
            Some(FileState { findings, path, text, is_checked: false, name })
        };
        self.names().into_iter().filter(|name| !is_own(name)).filter_map(state).collect()
    }

    /// The files that findings stand in, or name.
    fn names(&self) -> BTreeSet<Arc<str>> {
        let all = || self.by_file.values().flatten().map(|(_, finding)| finding);
        let related = all().flat_map(|finding| &finding.related).map(|other| other.file.clone());
        all().map(|finding| finding.file.clone()).chain(related).collect()
    }
}
