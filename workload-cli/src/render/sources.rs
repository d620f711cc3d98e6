//! The kustomizations and charts of a run: which files are judged by themselves, what is rendered, and
//! what is made of the findings.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use workload_core::syntax::text::{Lines, Source, Span};
use workload_core::validate::lint::{Finding, Outcome};
use workload_core::validate::rules::find;

use super::belonging::Belonging;
use super::chart::{Chart, FILE};
use super::equal::{Brought, told_once};
use super::expected::Expected;
use super::kustomization::Changes;
use super::origin::written;
use super::overlays::Overlays;
use super::rendered::{Failure, Origin, Renders};
use super::rendering::Rendering;
use super::skaffold::built;
use super::{helm, kustomize};
use crate::error::CliError;
use crate::files::{display_name, is_named, normalized, normalized_from, read_text};
use crate::terminal;

/// The kustomizations and charts of a run.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// The folder that names are told from.
    here: PathBuf,
    /// The files that are no whole objects, or are judged by what is rendered of them.
    aside: HashSet<PathBuf>,
    /// Folders of charts, whose templates are judged by what is rendered of them.
    charts: Vec<PathBuf>,
    belonging: Belonging,
    changes: HashMap<PathBuf, Changes>,
    /// The images that Skaffold builds.
    built: BTreeSet<String>,
    renders: Renders,
    /// The findings in rendered texts, brought back.
    brought: Vec<Finding>,
    /// The texts that these stand in, by their names.
    texts: Vec<(String, PathBuf, String)>,
}

impl Sources {
    /// Looks around the files of a run, and renders what can be rendered.
    pub(crate) fn find<'p>(files: impl Iterator<Item = &'p Path>, rendering: &Rendering) -> Self {
        let here = normalized(Path::new("."));
        let files: Vec<_> = files.collect();
        let files = files.par_iter().map(|file| normalized_from(&here, file)).collect();
        Self::find_from(&here, files, rendering)
    }

    /// The same for absolute paths, of which `here` is the folder that names are told from.
    pub(crate) fn find_from(here: &Path, files: Vec<PathBuf>, rendering: &Rendering) -> Self {
        let built = built(files.iter().map(PathBuf::as_path));
        let mut sources = Self { here: here.to_owned(), built, ..Self::default() };
        let charts = files.iter().filter(|file| is_named(file, FILE));
        let folders = charts.filter_map(|file| Some(file.parent()?.to_owned())).collect();
        let charts: Vec<_> = helm::outermost(folders).iter().filter_map(|folder| Chart::of(folder)).collect();
        helm::render(&charts, rendering, here, &mut sources.renders);
        let overlays = Overlays::around(&files);
        sources.belonging = Belonging::of(&charts, &rendering.charts, &overlays);
        sources.charts = charts.into_iter().map(|chart| chart.folder).collect();
        let expected = Expected::of(&files);
        let is_part = |file: &PathBuf| overlays.is_idle_patch(file) || expected.has(file);
        sources.aside = files.into_par_iter().filter(is_part).collect();
        if !overlays.is_empty() {
            sources.changes = overlays.changes();
            sources.aside.extend(overlays.fragments());
            let rendered = kustomize::render(&overlays, rendering, here, &mut sources.renders);
            sources.aside.extend(rendered);
        }
        sources
    }

    /// Whether something else may be rendered, or set aside, after a change of the file at an absolute path.
    pub(crate) fn hang_on(&self, file: &Path) -> bool {
        self.belonging.has(file)
    }

    /// Whether a file is not judged by itself: a patch, an input of a generator, a template, or what a
    /// rendered text holds.
    pub(crate) fn sets_aside(&self, file: &Path) -> bool {
        if self.aside.is_empty() && self.charts.is_empty() {
            return false;
        }
        let file = normalized_from(&self.here, file);
        let is_template =
            |chart: &PathBuf| file.strip_prefix(chart).is_ok_and(|below| !below.starts_with("crds"));
        self.aside.contains(&file) || self.charts.iter().any(is_template)
    }

    /// The rendered texts, under the names that findings in them have until they are brought back.
    pub(crate) fn rendered(&self) -> impl Iterator<Item = Source> + '_ {
        self.renders.done.iter().map(|rendered| Source::new(&*rendered.name, rendered.text.clone()))
    }

    /// The same without their names.
    pub(crate) fn rendered_texts(&self) -> impl Iterator<Item = &str> + '_ {
        self.renders.done.iter().map(|rendered| &*rendered.text)
    }

    /// The rendered texts, each chart with its default values only.
    pub(crate) fn rendered_once(&self) -> impl Iterator<Item = Source> + '_ {
        let mut charts = HashSet::new();
        let done = self.renders.done.iter().filter(move |one| match one.from {
            Origin::Kustomization(_) => true,
            Origin::Chart(_) => charts.insert(one.group),
        });
        done.map(|rendered| Source::new(&*rendered.name, rendered.text.clone()))
    }

    /// Whether a program refused to render something; a finding says so.
    pub(crate) fn has_failures(&self) -> bool {
        !self.renders.failures.is_empty()
    }

    /// Number of things that could not be rendered for want of something; each is reported.
    pub(crate) fn report_undone(&self) -> usize {
        for (message, help) in &self.renders.undone {
            terminal::error(&CliError::new(message.clone()).help(help.clone()));
        }
        self.renders.undone.len()
    }

    /// Takes the findings in rendered texts out, brings them back to where they were written, and
    /// leaves out what a kustomization would change.
    pub(crate) fn bring_back(&mut self, outcome: &mut Outcome) {
        if self.are_idle() {
            return;
        }
        let names: HashMap<&str, usize> =
            self.renders.done.iter().enumerate().map(|(number, one)| (&*one.name, number)).collect();
        let (own, rendered): (Vec<_>, Vec<_>) = std::mem::take(&mut outcome.findings)
            .into_iter()
            .partition(|one| !names.contains_key(&*one.file));
        let mut texts = Vec::new();
        let brought = rendered.into_iter().filter_map(|finding| {
            let number = *names.get(&*finding.file)?;
            if self.is_built(&finding, &self.renders.done[number].text)
                || self.renders.done[number].lacks_a_value(&finding)
                || self.renders.done[number].is_for_olm(&finding)
            {
                return None;
            }
            let group = self.renders.done[number].group;
            let finding = self.bring(finding, number, &mut texts);
            let is_written = *finding.file != *self.renders.done[number].name;
            Some(Brought { finding, text: number, group, is_written })
        });
        let of =
            |group: usize| match self.renders.done.iter().find(|one| one.group == group).map(|one| &one.from)
            {
                Some(Origin::Chart(_)) => "sets of values",
                _ => "rendered kustomizations",
            };
        let mut found = told_once(brought.collect(), &self.renders.groups, of);
        found.extend(self.renders.failures.iter().filter_map(|failure| failed(failure, &mut texts)));
        self.brought = found;
        self.texts = texts;
        outcome.findings = own;
        self.restore(outcome);
    }

    /// Whether every finding stands where it was found: nothing is rendered, and nothing would be changed.
    pub(crate) fn are_idle(&self) -> bool {
        self.renders.done.is_empty() && self.renders.failures.is_empty() && self.changes_nothing()
    }

    /// Puts the findings of rendered texts to the others, which were found anew.
    pub(crate) fn restore(&self, outcome: &mut Outcome) {
        let text = |finding: &Finding| read_text(Path::new(&*finding.file)).ok();
        outcome.findings.retain(|finding| !self.is_changed(finding, || text(finding)));
        outcome.findings.extend(self.brought.iter().cloned());
    }

    /// The texts that brought findings stand in: name, path, text.
    pub(crate) fn texts(&self) -> &[(String, PathBuf, String)] {
        &self.texts
    }

    /// One finding at the place where it was written, or else in the rendered text.
    fn bring(&self, finding: Finding, number: usize, texts: &mut Vec<(String, PathBuf, String)>) -> Finding {
        let rendered = &self.renders.done[number];
        // A patch is for the text that it was made of.
        let finding = Finding { patch: None, ..finding };
        let Some(written) = written(&finding, rendered) else {
            keep(texts, &rendered.name, Path::new(&rendered.name), &rendered.text);
            return finding;
        };
        let here = normalized(Path::new("."));
        let name = display_name(written.file.strip_prefix(&here).unwrap_or(&written.file));
        let (start, end) = written.positions();
        keep(texts, &name, &written.file, &written.text);
        let related = finding.related.iter().map(|other| {
            let probe = Finding { span: other.span, related: Vec::new(), ..finding.clone() };
            let mut other = other.clone();
            if let (true, Some(place)) =
                (matches!(rendered.from, Origin::Chart(_)), super::origin::written(&probe, rendered))
            {
                other.file = display_name(place.file.strip_prefix(&here).unwrap_or(&place.file)).into();
                keep(texts, &other.file, &place.file, &place.text);
                other.start = place.positions().0;
                other.span = place.span;
            } else {
                keep(texts, &rendered.name, Path::new(&rendered.name), &rendered.text);
            }
            other
        });
        let related = related.collect();
        Finding { file: name.into(), span: written.span, start, end, related, ..finding }
    }

    /// Whether no finding is about what a kustomization or Skaffold changes.
    fn changes_nothing(&self) -> bool {
        self.changes.is_empty() && self.built.is_empty()
    }

    /// Whether a finding in a text is about the tag of an image that Skaffold builds.
    fn is_built(&self, finding: &Finding, text: &str) -> bool {
        finding.rule.code == "R06"
            && said(finding, text).is_some_and(|image| self.built.contains(name_of(image)))
    }

    /// Whether a finding is about what a kustomization changes; `text` is that of its file.
    pub(crate) fn is_changed(&self, finding: &Finding, text: impl Fn() -> Option<String>) -> bool {
        if self.changes_nothing() {
            return false;
        }
        let path = normalized(Path::new(&*finding.file));
        if finding.rule.code == "R06" && text().is_some_and(|text| self.is_built(finding, &text)) {
            return true;
        }
        let Some(changes) = self.changes.get(&path) else { return false };
        let said = || said(finding, &text()?).map(ToOwned::to_owned);
        match finding.rule.code {
            "V07" => changes.patched || (changes.selectors && finding.path.contains("selector")),
            "V08" | "V11" if changes.selectors => {
                finding.path.contains("labels") || finding.path.contains("elector")
            }
            "R06" => said().is_some_and(|image| changes.images.contains(name_of(&image))),
            "R15" => {
                let name = finding.object.as_ref().and_then(|object| object.name.as_deref());
                name.is_some_and(|name| changes.replicas.contains(name))
            }
            "N07" => said().is_some_and(|name| changes.generated.contains(&name)),
            _ => changes.namespace && finding.path.ends_with("namespace"),
        }
    }
}

/// The text that a finding is about, without its quotes.
fn said<'t>(finding: &Finding, text: &'t str) -> Option<&'t str> {
    text.get(finding.span.range()).map(|said| said.trim_matches(['"', '\'']))
}

/// The name of an image without its tag and digest.
fn name_of(image: &str) -> &str {
    let name = image.split('@').next().unwrap_or_default();
    match name.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => name,
    }
}

fn keep(texts: &mut Vec<(String, PathBuf, String)>, name: &str, path: &Path, text: &str) {
    if !texts.iter().any(|(own, ..)| own == name) {
        texts.push((name.to_owned(), path.to_owned(), text.to_owned()));
    }
}

/// The finding of a source that could not be rendered.
fn failed(failure: &Failure, texts: &mut Vec<(String, PathBuf, String)>) -> Option<Finding> {
    let here = normalized(Path::new("."));
    let name = display_name(failure.file.strip_prefix(&here).unwrap_or(&failure.file));
    let text = read_text(&failure.file).unwrap_or_default();
    let before: usize = text.split_inclusive('\n').take(failure.line.saturating_sub(1)).map(str::len).sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let start = before + line.len() - line.trim_start().len();
    let span = Span::of(start..before + line.trim_end().len().max(start - before));
    let ends = [span.start, span.end].map(|offset| Lines::of(&text).position(offset));
    keep(texts, &name, &failure.file, &text);
    Some(Finding {
        message: format!("it cannot be rendered: {}", failure.message),
        ..Finding::at(find("K01")?, Arc::from(name), span, ends)
    })
}
