//! Manifests that a command works with, read once: files, folders, charts and kustomizations.

use std::path::{Path, PathBuf};

use super::arguments::SeverityName;
use super::format::human;
use super::given::given as read_given;
use super::run::{check_texts, paths, read_texts};
use super::settings::Settings;
use super::texts::Texts;
use super::walk::{Input, find_files};
use crate::error::{CliError, Result};
use crate::files::display_name;
use crate::render::Sources;
use crate::terminal;

/// The texts of manifests.
#[derive(Debug)]
pub(crate) struct ManifestTexts {
    settings: Settings,
    inputs: Vec<Input>,
    texts: Texts,
    sources: Sources,
    /// What they were read from.
    name: String,
}

impl ManifestTexts {
    /// Reads what the paths hold, and renders what is to be rendered.
    pub(crate) fn read(given: &[PathBuf]) -> Result<Self> {
        let read = given.iter().map(|path| read_given(path)).collect::<Result<Vec<_>>>()?;
        let given: Vec<_> = read.iter().map(|one| one.path.clone()).collect();
        let name = given.iter().map(|path| display_name(path)).collect::<Vec<_>>().join(", ");
        let mut settings = Settings::find(None)?;
        settings.render_whole();
        for one in read.iter().filter(|one| !one.values.is_empty()) {
            settings.render_with(&one.path, &one.values);
        }
        settings.prefer(&["V".to_owned()], &[], Some(SeverityName::Error), None);
        let inputs = find_files(&given, &settings.patterns()?, &settings.input_name())?;
        let mut texts = Texts::default();
        let read = read_texts(&inputs.files, &settings, &mut texts);
        if inputs.unread + read.unread + read.sources.report_undone() > 0 {
            return Err(CliError::new(format!("not all of {name} could be read: see above")));
        }
        Ok(Self { settings, inputs: inputs.files, texts, sources: read.sources, name })
    }

    /// The texts by name: those that were written, and then those that were rendered.
    pub(crate) fn named(&self) -> Vec<(String, String)> {
        let written = self
            .inputs
            .iter()
            .filter_map(|input| Some((input.name.clone(), self.texts.find(&input.name)?.text.to_string())));
        let rendered = self
            .sources
            .rendered_once()
            .map(|source| (source.name, std::sync::Arc::unwrap_or_clone(source.text)));
        written.chain(rendered).collect()
    }

    /// Whether something could not be rendered; a finding says so.
    pub(crate) fn has_failures(&self) -> bool {
        self.sources.has_failures()
    }

    /// What they were read from.
    #[cfg(feature = "cluster")]
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The files that were read.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        paths(&self.inputs).map(Path::to_owned).collect()
    }

    /// Shows what the API server would refuse; the error of a command that needs sound manifests.
    pub(crate) fn refused(mut self, why: &str) -> Result<CliError> {
        let outcome = check_texts(&self.inputs, &self.settings, &mut self.texts, &mut self.sources)?;
        terminal::shown(&human(&outcome, &self.texts, true));
        let error = CliError::new(format!("the API server would refuse manifests in {}", self.name));
        // The configuration may leave rules out, and still nothing can be done with such manifests.
        Ok(if outcome.findings.is_empty() {
            error.help(why)
        } else {
            error.help("fix them first: `workload validate` shows the same findings")
        })
    }
}
