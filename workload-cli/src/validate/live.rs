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
use workload_core::validate::lint::{FileReport, Finding, KeptFindings, Selection};

use super::baseline::Baseline;
use super::definitions::with_found;
use super::live_file::{Effect, FileState, LiveFile};
use super::patterns::Patterns;
use super::run::{bring_back, counts, keep, outcome, rendered_definitions, reports_of_rendered, sources_of};
use super::settings::{ByPath, Settings};
use super::texts::Texts;
use super::upgrade::name_versions;
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
    settings: Settings,
    patterns: Patterns,
    by_path: ByPath,
    /// The selection of the rules over many objects.
    selection: Selection,
    /// The custom resources that the configuration names.
    named: Arc<CustomResources>,
    /// The definitions among the files.
    found: Vec<Value>,
    baseline: Option<(PathBuf, Baseline)>,
    files: Vec<LiveFile>,
    /// The numbers of the files.
    numbers: HashMap<Arc<Path>, usize>,
    sources: Sources,
    rendered: Vec<FileReport>,
    /// What the rules over many objects found, where each file is for itself otherwise.
    kept: Option<KeptFindings>,
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
            selection: Selection::default(),
            settings,
            patterns,
            by_path,
            found: Vec::new(),
            baseline: baseline.transpose()?,
            files: inputs.into_iter().map(LiveFile::new).collect(),
            numbers: HashMap::new(),
            sources,
            rendered: Vec::new(),
            kept: None,
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
        if let Some(files) = self.update_kept(&changed) {
            self.show(&files);
            let states = files.into_iter().map(|number| self.files[number].state());
            return Some(Changes { is_whole: false, files: states.flatten().collect() });
        }
        Some(self.differing(&changed))
    }

    /// What is found otherwise than before, after the texts of these files changed.
    fn differing(&mut self, changed: &HashSet<usize>) -> Changes {
        let before: Vec<_> = self.files.iter().map(|file| file.findings.clone()).collect();
        let mut whole = self.whole();
        if self.kept.is_none() {
            return whole;
        }
        let names: HashSet<&str> = changed.iter().map(|number| &*self.files[*number].name).collect();
        let same: HashSet<&str> = self
            .files
            .iter()
            .zip(&before)
            .filter(|(file, before)| {
                let related = || file.findings.iter().flat_map(|finding| &finding.related);
                Arc::ptr_eq(&file.findings, before)
                    && !names.contains(&*file.name)
                    // A place in another text may be another one, though its bytes are the same.
                    && !related().any(|other| names.contains(&*other.file))
            })
            .map(|(file, _)| &*file.name)
            .collect();
        whole.files.retain(|file| !same.contains(&*file.name));
        Changes { is_whole: false, ..whole }
    }

    /// Everything that is found, as `workload validate` would with these texts.
    pub(crate) fn whole(&mut self) -> Changes {
        self.selection = self.by_path.everywhere().clone();
        if !self.by_path.is_plain() {
            // A path may ask for more than everywhere else.
            self.selection.least = None;
        }
        if !self.is_each_for_itself() {
            return self.whole_together();
        }
        let empty = FileReport::default();
        let reports: Vec<&FileReport> =
            self.files.iter().map(|file| file.report().unwrap_or(&empty)).collect();
        self.kept = Some(keep(&reports, &self.selection));
        self.show(&(0..self.files.len()).collect::<Vec<_>>());
        Changes { is_whole: true, files: self.files.iter().filter_map(LiveFile::state).collect() }
    }

    /// Whether what is found in a file is known without what is found in the others.
    fn is_each_for_itself(&self) -> bool {
        self.sources.are_idle() && self.rendered.is_empty() && self.baseline.is_none()
    }

    /// Everything that is found, where findings of one file stand in another, or are counted.
    fn whole_together(&mut self) -> Changes {
        self.kept = None;
        let own = self.files.iter().filter_map(|file| file.report().cloned());
        let reports = own.chain(self.rendered.iter().cloned()).collect();
        let mut outcome = outcome(reports, &self.by_path);
        let mut brought = Texts::default();
        bring_back(&mut self.sources, &mut outcome, &mut brought);
        if let Some((path, baseline)) = &self.baseline {
            baseline.clone().forget(&mut outcome, path, false);
        }
        name_versions(&mut outcome.findings, self.settings.versions());
        let mut by_file: HashMap<Arc<str>, Vec<Finding>> = HashMap::new();
        let related = outcome.findings.iter().flat_map(|finding| &finding.related);
        let mut names: HashSet<Arc<str>> = related.map(|other| other.file.clone()).collect();
        for finding in outcome.findings {
            names.insert(finding.file.clone());
            by_file.entry(finding.file.clone()).or_default().push(finding);
        }
        for file in &mut self.files {
            names.remove(&file.name);
            file.findings = Arc::new(by_file.remove(&file.name).unwrap_or_default());
        }
        let mut files: Vec<_> = self.files.iter().filter_map(LiveFile::state).collect();
        files.extend(names.into_iter().filter_map(|name| {
            let text = brought.find(&name)?;
            Some(FileState {
                path: normalized(&text.path).into(),
                text: text.text.clone(),
                findings: Arc::new(by_file.remove(&name).unwrap_or_default()),
                is_checked: false,
                name,
            })
        }));
        Changes { is_whole: true, files }
    }

    /// Places anew what was found in these files; the files in which something else may stand now. None when
    /// an object became another one.
    fn update_kept(&mut self, changed: &HashSet<usize>) -> Option<Vec<usize>> {
        let Self { kept, files, selection, .. } = self;
        let kept = kept.as_mut()?;
        let mut all = HashSet::new();
        for number in changed {
            all.extend(kept.update(*number, files[*number].report()?, selection)?);
        }
        Some(all.into_iter().collect())
    }

    /// Takes over what is found in these files.
    fn show(&mut self, numbers: &[usize]) {
        let Self { kept: Some(kept), files, selection, by_path, settings, .. } = self else { return };
        let find = |number: &usize| {
            let Some(report) = files[*number].report() else { return Arc::default() };
            let mut findings = kept.of_file(*number, report, selection);
            if !by_path.is_plain() {
                findings.retain(|finding| counts(finding, by_path));
            }
            name_versions(&mut findings, settings.versions());
            Arc::new(findings)
        };
        let found: Vec<_> = numbers.par_iter().map(find).collect();
        for (number, findings) in numbers.iter().zip(found) {
            // What is the same stays the same to whoever compares.
            let own = &mut files[*number].findings;
            if **own != *findings {
                *own = findings;
            }
        }
    }

    /// Whether files are rendered, so that what changes on the disk may change everything.
    pub(crate) fn renders(&self) -> bool {
        !self.rendered.is_empty() || self.sources.has_failures()
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

    /// Adds the open files that are not on the disk yet, or every one where only those count; whether there
    /// was any.
    fn add_new(&mut self, buffers: &Buffers) -> bool {
        let before = self.files.len();
        let new: Vec<_> = buffers.keys().filter(|path| !self.numbers.contains_key(path.as_path())).collect();
        if new.is_empty() {
            return false;
        }
        let here = normalized(Path::new("."));
        for path in new {
            let Ok(below) = path.strip_prefix(&here) else { continue };
            let is_new = || self.patterns.has(below, Path::new(".")) && !path.exists();
            if !self.walks || is_new() {
                let name = display_name(below);
                let input = Input { path: below.to_owned(), name, in_folder: true, is_file: true };
                self.files.push(LiveFile::new(input));
            }
        }
        // Rules over many objects name the first of several: it is the one that a run on the saved files meets first.
        self.files.sort_by(|one, other| by_name(&one.path, &other.path));
        self.number();
        self.files.len() > before
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
