//! The files of a folder, kept checked while their texts change: what an editor shows.
//!
//! A file is checked again when its text is another one; the rules over many objects run over all files
//! each time. Everything goes by the current folder, as `workload validate` does there.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;
use workload_core::syntax::text::Source;
use workload_core::validate::custom_resources::CustomResources;
use workload_core::validate::lint::{FileReport, Outcome, lint_file};

use super::baseline::Baseline;
use super::definitions::{definitions, with_found};
use super::kubernetes::may_hold_objects;
use super::patterns::Patterns;
use super::run::{bring_back, outcome, rendered_definitions, reports_of_rendered, sources_of};
use super::settings::{ByPath, Settings};
use super::texts::Texts;
use super::upgrade::name_versions;
use super::walk::{Input, find_files};
use crate::error::Result;
use crate::files::{STANDARD_INPUT, display_name, normalized, read_text};
use crate::render::Sources;

/// The texts that are open in the editor, by the absolute paths of their files.
pub(crate) type Buffers = HashMap<PathBuf, Arc<String>>;

/// The files of the current folder, as they were checked last.
#[derive(Debug)]
pub(crate) struct Live {
    /// Whether all files of the folder count; otherwise only those that are open.
    walks: bool,
    settings: Settings,
    patterns: Patterns,
    by_path: ByPath,
    /// The custom resources that the configuration names.
    named: Arc<CustomResources>,
    /// The definitions among the files.
    found: Vec<Value>,
    baseline: Option<(PathBuf, Baseline)>,
    files: Vec<LiveFile>,
    sources: Sources,
    rendered: Vec<FileReport>,
    /// The texts with the places of findings in rendered texts.
    brought: Texts,
}

/// One file.
#[derive(Debug)]
struct LiveFile {
    input: Input,
    path: Arc<Path>,
    /// The text that is open in the editor; otherwise the file counts.
    buffer: Option<Arc<String>>,
    checked: Option<CheckedFile>,
}

/// What a file gave; there is none of a file that is left alone.
#[derive(Debug)]
struct CheckedFile {
    text: Arc<String>,
    report: FileReport,
    definitions: Vec<Value>,
}

impl Live {
    /// Reads and checks the current folder with the nearest configuration. Without `walks`, only files that
    /// are open count.
    pub(crate) fn open(walks: bool, buffers: &Buffers) -> Result<Self> {
        let mut settings = Settings::find(None)?;
        // An editor counts for itself what it shows.
        settings.all = true;
        settings.check()?;
        let patterns = settings.patterns()?;
        let by_path = settings.by_path()?;
        let baseline = settings.baseline.clone().map(|path| Ok((path.clone(), Baseline::read(&path)?)));
        // A folder without a manifest may get one.
        let inputs = if walks {
            find_files(&[], &patterns, STANDARD_INPUT).unwrap_or_default().files
        } else {
            Vec::new()
        };
        let sources = sources_of(&inputs, &settings);
        let mut live = Self {
            walks,
            named: by_path.everywhere().custom_resources.clone(),
            settings,
            patterns,
            by_path,
            found: Vec::new(),
            baseline: baseline.transpose()?,
            files: inputs.into_iter().map(LiveFile::new).collect(),
            sources,
            rendered: Vec::new(),
            brought: Texts::default(),
        };
        live.add_new(buffers);
        let Live { files, by_path, sources, .. } = &mut live;
        files.par_iter_mut().for_each(|file| {
            file.buffer = buffers.get(&*file.path).cloned();
            file.check(by_path, sources);
        });
        live.rendered = reports_of_rendered(&live.sources, &live.by_path);
        live.know_definitions();
        Ok(live)
    }

    /// Takes over what is open in the editor, and reads the files at `stale` again; whether anything changed.
    pub(crate) fn update(&mut self, buffers: &Buffers, stale: &[PathBuf]) -> bool {
        let mut changed = self.forget_closed(buffers) | self.add_new(buffers);
        let Self { files, by_path, sources, .. } = self;
        for file in files.iter_mut() {
            let buffer = buffers.get(&*file.path);
            let is_same = match (buffer, &file.buffer) {
                (Some(new), Some(old)) => Arc::ptr_eq(new, old),
                (None, None) => !stale.iter().any(|path| **path == *file.path),
                _ => false,
            };
            if !is_same {
                file.buffer = buffer.cloned();
                file.check(by_path, sources);
                changed = true;
            }
        }
        if changed {
            self.know_definitions();
        }
        changed
    }

    /// Everything that is found, as `workload validate` would with these texts.
    pub(crate) fn outcome(&mut self) -> Outcome {
        let own = self.files.iter().filter_map(|file| Some(file.checked.as_ref()?.report.clone()));
        let reports = own.chain(self.rendered.iter().cloned()).collect();
        let mut outcome = outcome(reports, &self.by_path);
        self.brought = Texts::default();
        bring_back(&mut self.sources, &mut outcome, &mut self.brought);
        if let Some((path, baseline)) = &self.baseline {
            baseline.clone().forget(&mut outcome, path, false);
        }
        name_versions(&mut outcome, self.settings.versions());
        outcome
    }

    /// The paths and texts of the files that findings call by `names`.
    pub(crate) fn texts(&self, names: &HashSet<Arc<str>>) -> HashMap<Arc<str>, (PathBuf, Arc<String>)> {
        let own = self.files.iter().filter_map(|file| {
            let name = names.get(&*file.input.name)?;
            Some((name.clone(), (file.path.to_path_buf(), file.checked.as_ref()?.text.clone())))
        });
        let brought = names.iter().filter_map(|name| {
            let text = self.brought.find(name)?;
            Some((name.clone(), (normalized(&text.path), text.text.clone())))
        });
        brought.chain(own).collect()
    }

    /// The files that are checked, with their texts.
    pub(crate) fn checked(&self) -> Vec<(Arc<Path>, Arc<String>)> {
        let texts = self
            .files
            .iter()
            .filter_map(|file| Some((file.path.clone(), file.checked.as_ref()?.text.clone())));
        texts.collect()
    }

    /// Whether files are rendered, so that what changes on the disk may change everything.
    pub(crate) fn renders(&self) -> bool {
        !self.rendered.is_empty() || self.sources.has_failures()
    }

    /// Takes the files out that are no longer open, where only those count; whether there was any.
    fn forget_closed(&mut self, buffers: &Buffers) -> bool {
        let before = self.files.len();
        self.files.retain(|file| self.walks || buffers.contains_key(&*file.path));
        self.files.len() < before
    }

    /// Adds the open files that are not on the disk yet, or every one where only those count; whether there
    /// was any.
    fn add_new(&mut self, buffers: &Buffers) -> bool {
        let before = self.files.len();
        let here = normalized(Path::new("."));
        let mut new: Vec<_> =
            buffers.keys().filter(|path| !self.files.iter().any(|file| *file.path == ***path)).collect();
        new.sort();
        for path in new {
            let Ok(below) = path.strip_prefix(&here) else { continue };
            let is_new = || self.patterns.has(below, Path::new(".")) && !path.exists();
            if !self.walks || is_new() {
                let name = display_name(below);
                let input = Input { path: below.to_owned(), name, in_folder: true, is_file: true };
                self.files.push(LiveFile::new(input));
            }
        }
        self.files.len() > before
    }

    /// Checks everything again when the definitions among the files are others than before.
    fn know_definitions(&mut self) {
        let checked = self.files.iter().filter_map(|file| file.checked.as_ref());
        let written = checked.flat_map(|file| file.definitions.iter().cloned());
        let found: Vec<_> = written.chain(rendered_definitions(&self.sources)).collect();
        if found == self.found {
            return;
        }
        self.by_path.know(with_found(&self.named, &found));
        self.found = found;
        let Self { files, by_path, sources, .. } = self;
        files
            .par_iter_mut()
            .filter(|file| file.checked.is_some())
            .for_each(|file| file.check(by_path, sources));
        self.rendered = reports_of_rendered(&self.sources, &self.by_path);
    }
}

impl LiveFile {
    fn new(input: Input) -> Self {
        let path = normalized(&input.path).into();
        Self { input, path, buffer: None, checked: None }
    }

    /// Checks the text as it is now. A file that cannot be read is left alone: it may be gone.
    fn check(&mut self, by_path: &ByPath, sources: &Sources) {
        self.checked = self.text(sources).map(|text| {
            let source = Source { name: self.input.name.clone(), text: text.clone() };
            CheckedFile {
                report: lint_file(&source, &by_path.of(self.input.name.as_ref())),
                definitions: definitions(&text),
                text,
            }
        });
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
