//! The files of a folder, kept checked while their texts change: what an editor shows.
//!
//! A file is checked again when its text is another one; the rules over many objects run again when an object
//! became another one to them. Everything goes by the current folder, as `workload validate` does there.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value;
use workload_core::validate::custom_resources::CustomResources;
use workload_core::validate::lint::{FileReport, KeptFindings, Selection};

use super::baseline::Baseline;
use super::definitions::{in_files, with_found};
use super::file_state::FileState;
use super::live_brought::BroughtFindings;
use super::live_file::{Effect, LiveFile};
use super::patterns::Patterns;
use super::render_task::RenderTask;
use super::run::{rendered_definitions, reports_of_rendered, sources_of};
use super::settings::{ByPath, Settings};
use super::walk::{Input, by_name, find_files};
use crate::error::Result;
use crate::files::{STANDARD_INPUT, display_name, normalized};
use crate::render::Sources;

/// The texts that are open in the editor, by the absolute paths of their files.
pub(crate) type Buffers = HashMap<PathBuf, Arc<String>>;

/// What was found since the last time.
#[derive(Debug)]
pub(crate) struct Changes {
    /// Whether these are all files, and others are gone.
    pub(crate) is_whole: bool,
    /// The files in which something else may be found.
    pub(crate) files: Vec<FileState>,
}

/// The files of the current folder, as they were checked last.
#[derive(Debug)]
pub(crate) struct Live {
    /// Whether all files of the folder count; otherwise only those that are open.
    walks: bool,
    pub(super) settings: Settings,
    patterns: Patterns,
    pub(super) by_path: ByPath,
    /// The selection of the rules over many objects.
    pub(super) selection: Selection,
    /// The custom resources that the configuration names.
    named: Arc<CustomResources>,
    /// Their definitions.
    named_definitions: Vec<Value>,
    /// The definitions among the files.
    found: Vec<Value>,
    pub(super) baseline: Option<Baseline>,
    pub(super) files: Vec<LiveFile>,
    /// Open files that are none of these.
    left_alone: HashSet<PathBuf>,
    /// The numbers of the files.
    pub(super) numbers: HashMap<Arc<Path>, usize>,
    pub(super) sources: Sources,
    /// What the rendered texts gave.
    pub(super) rendered: Vec<FileReport>,
    /// What the rules over many objects found in the files and, behind them, in the rendered texts.
    pub(super) kept: Option<KeptFindings>,
    pub(super) brought: BroughtFindings,
}

impl Live {
    /// Reads and checks the current folder with the nearest configuration. Without `walks`, only files that
    /// are open count. What was rendered for an old state of the folder is not rendered again.
    pub(crate) fn open(walks: bool, buffers: &Buffers, old: Option<Self>) -> Result<Self> {
        let settings = settings()?;
        let patterns = settings.patterns()?;
        let by_path = settings.by_path()?;
        let inputs = if walks { listed(&patterns) } else { Vec::new() };
        let mut live = Self {
            walks,
            named: by_path.everywhere().custom_resources.clone(),
            named_definitions: in_files(&settings.crds)?
                .into_iter()
                .map(|(_, definition)| definition)
                .collect(),
            selection: Selection::default(),
            baseline: settings.baseline.as_deref().map(Baseline::read).transpose()?,
            sources: old.map_or_else(|| sources_of(&inputs, &settings), |old| old.sources),
            settings,
            patterns,
            by_path,
            found: Vec::new(),
            files: inputs.into_iter().map(LiveFile::new).collect(),
            left_alone: HashSet::new(),
            numbers: HashMap::new(),
            rendered: Vec::new(),
            kept: None,
            brought: BroughtFindings::default(),
        };
        live.number();
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

    /// The custom resources that objects are checked by.
    pub(crate) fn custom_resources(&self) -> &Arc<CustomResources> {
        &self.by_path.everywhere().custom_resources
    }

    /// Their definitions, those that are named first.
    pub(crate) fn definitions(&self) -> impl Iterator<Item = &Value> {
        self.named_definitions.iter().chain(&self.found)
    }

    /// Whether something else may be rendered after a change of one of these files.
    pub(crate) fn hangs_on(&self, files: &[PathBuf]) -> bool {
        self.walks && files.iter().any(|file| self.sources.hang_on(file))
    }

    /// Whether one of these files says what is found in the others: the baseline, or a definition that is named.
    pub(crate) fn is_configured_by(&self, files: &[PathBuf]) -> bool {
        let Settings { baseline, crds, .. } = &self.settings;
        let is = |file: &PathBuf| {
            baseline.as_ref().is_some_and(|own| normalized(own) == *file)
                || crds.iter().any(|own| file.starts_with(normalized(own)))
        };
        files.iter().any(is)
    }

    /// What is to be rendered of the current folder.
    pub(crate) fn render_task(&self) -> RenderTask {
        let files = self.files.iter().map(|file| file.path.to_path_buf()).filter(|path| path.exists());
        RenderTask {
            here: normalized(Path::new(".")),
            files: files.collect(),
            rendering: self.settings.rendering().clone(),
        }
    }

    /// Takes over what was rendered beside; everything that is found with it.
    pub(crate) fn take_rendered(&mut self, sources: Sources) -> Changes {
        self.sources = sources;
        let Self { files, by_path, sources, .. } = self;
        files
            .par_iter_mut()
            .filter(|file| file.report().is_some() == sources.sets_aside(&file.path))
            .for_each(|file| file.check(by_path, sources));
        self.rendered = reports_of_rendered(&self.sources, &self.by_path);
        self.know_definitions();
        self.whole()
    }

    /// Takes over what is open in the editor, and reads the files at `stale` again; what changed, if anything
    /// did.
    pub(crate) fn update(&mut self, buffers: &Buffers, stale: &[PathBuf]) -> Option<Changes> {
        let others = self.forget_closed(buffers) | self.add_new(buffers);
        let changed = self.check_changed(buffers, stale);
        if !others && changed.is_empty() {
            return None;
        }
        let again = changed.iter().any(|(_, effect)| effect.on_definitions) && self.know_definitions();
        if others || again || changed.iter().any(|(_, effect)| effect.on_presence) {
            return Some(self.whole());
        }
        let changed: HashSet<usize> = changed.into_iter().map(|(number, _)| number).collect();
        Some(self.again(&changed))
    }

    /// Takes the files out that are no longer open, where only those count; whether there was any.
    fn forget_closed(&mut self, buffers: &Buffers) -> bool {
        if self.walks {
            return false;
        }
        let before = self.files.len();
        self.files.retain(|file| buffers.contains_key(&*file.path));
        self.number();
        self.files.len() < before
    }

    /// Adds the open files that are not on the disk yet or came to it unseen, or every one where only those
    /// count; whether there was any.
    fn add_new(&mut self, buffers: &Buffers) -> bool {
        let before = self.files.len();
        let new = buffers.keys().filter(|path| !self.numbers.contains_key(path.as_path()));
        let new: Vec<PathBuf> = new.filter(|path| !self.left_alone.contains(*path)).cloned().collect();
        if new.is_empty() {
            return false;
        }
        let here = normalized(Path::new("."));
        // A walk tells whether a file of the disk is one that is checked; it is done once for each.
        let is_unseen = self.walks && new.iter().any(|path| path.exists());
        let listed = if is_unseen { self.listed() } else { HashSet::new() };
        for path in new {
            let Ok(below) = path.strip_prefix(&here) else { continue };
            let is_new = || self.patterns.has(below, Path::new(".")) && !path.exists();
            if !self.walks || listed.contains(&path) || is_new() {
                let name = display_name(below);
                let input = Input { path: below.to_owned(), name, in_folder: true, is_file: true };
                self.files.push(LiveFile::new(input));
            } else {
                self.left_alone.insert(path);
            }
        }
        // Rules over many objects name the first of several: it is the one that a run on the saved files meets first.
        self.files.sort_by(|one, other| by_name(&one.path, &other.path));
        self.number();
        self.files.len() > before
    }

    /// The files of the disk that are checked, as they are now.
    fn listed(&self) -> HashSet<PathBuf> {
        listed(&self.patterns).iter().map(|input| normalized(&input.path)).collect()
    }

    fn number(&mut self) {
        let files = self.files.iter().enumerate();
        self.numbers = files.map(|(number, file)| (file.path.clone(), number)).collect();
    }

    /// Checks the files whose text is another one, and those at `stale`; their numbers, with what else that
    /// may change.
    fn check_changed(&mut self, buffers: &Buffers, stale: &[PathBuf]) -> Vec<(usize, Effect)> {
        let open = self.files.iter().enumerate().filter(|(_, file)| file.buffer.is_some());
        let open = open.map(|(number, _)| number);
        let named = buffers.keys().chain(stale).filter_map(|path| self.numbers.get(path.as_path()).copied());
        let candidates: HashSet<usize> = open.chain(named).collect();
        let Self { files, by_path, sources, .. } = self;
        let mut changed = Vec::new();
        for number in candidates {
            let file = &mut files[number];
            let buffer = buffers.get(&*file.path);
            let is_same = match (buffer, &file.buffer) {
                (Some(new), Some(old)) => Arc::ptr_eq(new, old),
                (None, None) => !stale.iter().any(|path| **path == *file.path),
                _ => false,
            };
            if !is_same {
                file.buffer = buffer.cloned();
                changed.push((number, file.check_again(by_path, sources)));
            }
        }
        changed
    }

    /// Checks everything again when the definitions among the files are others than before; whether they are.
    fn know_definitions(&mut self) -> bool {
        let written = self.files.iter().flat_map(|file| file.definitions().iter().cloned());
        let found: Vec<_> = written.chain(rendered_definitions(&self.sources)).collect();
        if found == self.found {
            return false;
        }
        self.by_path.know(with_found(&self.named, &found));
        self.found = found;
        let Self { files, by_path, sources, .. } = self;
        files
            .par_iter_mut()
            .filter(|file| file.report().is_some())
            .for_each(|file| file.check(by_path, sources));
        self.rendered = reports_of_rendered(&self.sources, &self.by_path);
        true
    }
}

/// The nearest configuration; an editor counts for itself what it shows.
fn settings() -> Result<Settings> {
    let mut settings = Settings::find(None)?;
    settings.all = true;
    settings.check().map(|()| settings)
}

/// The files of the current folder that are checked; a folder without a manifest may get one.
fn listed(patterns: &Patterns) -> Vec<Input> {
    find_files(&[], patterns, STANDARD_INPUT).unwrap_or_default().files
}
