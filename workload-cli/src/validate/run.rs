//! Reading files and checking them, on all cores.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use workload_core::k8s::Versions;
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{FileReport, Finding, OrderedFindings, Outcome, Selection, lint_file};
use workload_core::validate::rules::Severity;

use super::across::{across_files, one_by_one};
use super::definitions::{definitions, with_found};
use super::findings::Findings;
use super::kubernetes::may_hold_objects;
use super::look::{Looked, MANY, look, spool};
use super::settings::{ByPath, Settings};
use super::texts::Texts;
use super::walk::Input;
use crate::error::Result;
use crate::files::{Spooled, read_text};
use crate::render::Sources;
use crate::terminal;

/// How findings are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// All at once.
    Listed,
    /// One by one, where that takes less memory.
    OneByOne,
}

/// What reading all inputs gave.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Everything that was found.
    pub(crate) outcome: Outcome,
    /// The findings that are given one by one; those of the outcome are none then.
    pub(super) ordered: Option<OrderedFindings>,
    /// Number of files that could not be read; each was reported.
    pub(crate) unread: usize,
    /// Number of files found in folders that hold no Kubernetes objects.
    pub(crate) others: usize,
    /// Number of files that are parts of objects, or are judged by what is rendered of them.
    pub(crate) aside: usize,
    /// The kustomizations and charts.
    pub(crate) sources: Sources,
}

impl Reading {
    /// The findings as they are shown to someone who asked for these versions.
    pub(crate) fn findings(&self, versions: Versions) -> Findings<'_> {
        let listed = Findings::Listed(&self.outcome.findings);
        self.ordered.as_ref().map_or(listed, |findings| Findings::OneByOne(findings, versions))
    }

    /// The number of findings.
    pub(crate) fn shown(&self) -> usize {
        self.outcome.findings.len() + self.ordered.as_ref().map_or(0, OrderedFindings::len)
    }

    /// How many findings have that severity, with the errors beyond them.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        let ordered = self.ordered.as_ref().map_or(0, |findings| findings.count(severity));
        self.outcome.count(severity) + ordered
    }
}

/// Reads and checks `inputs`. One that cannot be read is reported, and the others are checked.
pub(crate) fn read_all(
    inputs: &[Input],
    settings: &Settings,
    texts: &mut Texts,
    wanted: Wanted,
) -> Result<Reading> {
    let mut by_path = settings.by_path()?;
    let sources = sources_of(inputs, settings);
    let reports = look_at_all(inputs, &by_path, &sources, texts);
    let reports = check_custom_resources(inputs, reports, &sources, &mut by_path);
    let mut reading = Reading { sources, ..Reading::default() };
    let (mut read, mut whole) = (Vec::with_capacity(reports.len()), Vec::with_capacity(reports.len()));
    for (input, report) in inputs.iter().zip(reports) {
        match report {
            Ok(Some(Looked::Whole { report, source, spooled, .. })) => {
                whole.push((input, source, spooled));
                read.push(*report);
            }
            Ok(Some(Looked::Large(large))) => {
                texts.keep_spooled(&input.name, Spooled::whole(large.spool.clone()));
                read.extend(large.into_reports());
            }
            Ok(None) if input.is_file && reading.sources.sets_aside(&input.path) => reading.aside += 1,
            Ok(None) => reading.others += 1,
            Err(error) => {
                terminal::error(&error);
                reading.unread += 1;
            }
        }
    }
    read.extend(reports_of_rendered(&reading.sources, &by_path));
    let wanted = if reading.sources.are_idle() { wanted } else { Wanted::Listed };
    // Much of what is done with all reports is done on one thread.
    let (judged, ()) = rayon::join(|| judge(read, &by_path, wanted), || keep_texts(whole, texts));
    (reading.outcome, reading.ordered) = judged;
    bring_back(&mut reading.sources, &mut reading.outcome, texts);
    Ok(reading)
}

/// What is found in all files together, one by one where that is wanted and saves memory.
fn judge(reports: Vec<FileReport>, by_path: &ByPath, wanted: Wanted) -> (Outcome, Option<OrderedFindings>) {
    if wanted == Wanted::Listed || !by_path.is_plain() {
        return (outcome(reports, by_path), None);
    }
    match one_by_one(reports, by_path.everywhere()) {
        (outcome, findings) if findings.are_packed() => (outcome, Some(findings)),
        (outcome, findings) => (Outcome { findings: findings.into_vec(), ..outcome }, None),
    }
}

/// Reads and checks all inputs; shows on a terminal how many of many are done.
fn look_at_all(
    inputs: &[Input],
    by_path: &ByPath,
    sources: &Sources,
    texts: &Texts,
) -> Vec<Result<Option<Looked>>> {
    let bar = progress(inputs.len());
    let spool = spool(inputs, texts);
    let look = |input: &Input| {
        let looked = look(input, by_path, sources, (texts, spool.as_ref()));
        if let Some(bar) = &bar {
            bar.inc(1);
        }
        looked
    };
    let looked = inputs.par_iter().map(look).collect();
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    looked
}

/// Keeps the texts that may be shown.
fn keep_texts(whole: Vec<(&Input, Source, Option<Spooled>)>, texts: &mut Texts) {
    texts.reserve(whole.len());
    for (input, source, spooled) in whole {
        match spooled {
            Some(text) => texts.keep_spooled(&input.name, text),
            // What was not kept so far is not shown.
            None if source.text.is_empty() && texts.are_of_findings() => {}
            None => texts.keep(source.name, &input.path, input.is_file, source.text),
        }
    }
}

/// What reading all inputs gave, without checking it.
#[derive(Debug)]
pub(crate) struct Unchecked {
    /// Number of files that could not be read; each was reported.
    pub(crate) unread: usize,
    /// The kustomizations and charts.
    pub(crate) sources: Sources,
}

/// Reads the texts of `inputs` and renders their kustomizations and charts, and checks nothing.
pub(crate) fn read_texts(inputs: &[Input], settings: &Settings, texts: &mut Texts) -> Unchecked {
    let sources = sources_of(inputs, settings);
    let mut unread = 0;
    for input in inputs {
        match text_of(input, &sources) {
            Ok(Some(text)) => texts.keep(input.name.clone(), &input.path, input.is_file, text),
            Ok(None) => {}
            Err(error) => {
                terminal::error(&error);
                unread += 1;
            }
        }
    }
    Unchecked { unread, sources }
}

/// Checks what [`read_texts`] has read and rendered.
pub(crate) fn check_texts(
    inputs: &[Input],
    settings: &Settings,
    texts: &mut Texts,
    sources: &mut Sources,
) -> Result<Outcome> {
    let by_path = settings.by_path()?;
    let mut reports = reports(inputs, &by_path, texts);
    reports.extend(reports_of_rendered(sources, &by_path));
    let mut outcome = outcome(reports, &by_path);
    bring_back(sources, &mut outcome, texts);
    Ok(outcome)
}

/// Checks again what was read before, as the texts are now.
pub(crate) fn check_again(inputs: &[Input], settings: &Settings, texts: &Texts) -> Result<Outcome> {
    let by_path = settings.by_path()?;
    Ok(outcome(reports(inputs, &by_path, texts), &by_path))
}

/// What the texts give that were read.
fn reports(inputs: &[Input], by_path: &ByPath, texts: &Texts) -> Vec<FileReport> {
    let check = |input: &Input| {
        let text = texts.find(&input.name)?;
        let source = Source { name: input.name.clone(), text: text.text.clone() };
        Some(lint_file(&source, &by_path.of(input.name.as_ref())))
    };
    inputs.par_iter().filter_map(check).collect()
}

/// The kustomizations and charts among `inputs`, rendered.
pub(super) fn sources_of(inputs: &[Input], settings: &Settings) -> Sources {
    let files = inputs.iter().filter(|input| input.is_file).map(|input| input.path.as_path());
    Sources::find(files, settings.rendering())
}

/// The definitions of custom resources in rendered texts.
pub(super) fn rendered_definitions(sources: &Sources) -> impl Iterator<Item = serde_json::Value> + '_ {
    sources.rendered_texts().flat_map(definitions)
}

/// What the rendered texts give.
pub(super) fn reports_of_rendered(sources: &Sources, by_path: &ByPath) -> Vec<FileReport> {
    let rendered: Vec<_> = sources.rendered().collect();
    rendered.par_iter().map(|source| lint_file(source, &by_path.of(source.name.as_ref()))).collect()
}

/// Brings the findings in rendered texts back to where they were written.
pub(super) fn bring_back(sources: &mut Sources, outcome: &mut Outcome, texts: &mut Texts) {
    sources.bring_back(outcome);
    for (name, path, text) in sources.texts() {
        texts.keep(name.clone(), path, false, text.clone());
    }
}

/// The findings that count where they stand.
pub(super) fn outcome(reports: Vec<FileReport>, by_path: &ByPath) -> Outcome {
    if by_path.is_plain() {
        return across_files(reports, by_path.everywhere());
    }
    // A path may ask for more than everywhere else.
    let mut outcome = across_files(reports, &Selection { least: None, ..by_path.everywhere().clone() });
    outcome.findings.retain(|finding| counts(finding, by_path));
    outcome
}

/// Whether a finding counts where it stands.
pub(super) fn counts(finding: &Finding, by_path: &ByPath) -> bool {
    let selection = by_path.of(Path::new(&*finding.file));
    selection.has(finding.rule) && selection.weighs(finding.severity)
}

/// The text of an input; none of a part of a kustomization or chart, or of a file without objects in a
/// folder.
fn text_of(input: &Input, sources: &Sources) -> Result<Option<String>> {
    if input.is_file && sources.sets_aside(&input.path) {
        return Ok(None);
    }
    let text = read_text(&input.path)?;
    Ok(Some(text).filter(|text| !input.in_folder || may_hold_objects(text)))
}

/// Checks the files with objects of unknown kinds again, once the definitions among the inputs are known.
fn check_custom_resources(
    inputs: &[Input],
    looked: Vec<Result<Option<Looked>>>,
    sources: &Sources,
    by_path: &mut ByPath,
) -> Vec<Result<Option<Looked>>> {
    let read = looked.iter().filter_map(|looked| looked.as_ref().ok()?.as_ref());
    let read = read.flat_map(|looked| looked.definitions().iter().cloned());
    let found: Vec<_> = read.chain(rendered_definitions(sources)).collect();
    if found.is_empty() {
        return looked;
    }
    by_path.know(with_found(&by_path.everywhere().custom_resources, &found));
    let again = |(input, mut looked): (&Input, Result<Option<Looked>>)| {
        let selection = || by_path.of(input.name.as_ref());
        match &mut looked {
            Ok(Some(Looked::Whole { report, source, .. })) if report.has_unknown_kinds() => {
                **report = lint_file(source, &selection());
            }
            Ok(Some(Looked::Large(large))) => large.check_unknown_again(&selection()),
            _ => {}
        }
        looked
    };
    inputs.par_iter().zip(looked).map(again).collect()
}

/// A bar on a terminal when there is much to do.
fn progress(files: usize) -> Option<ProgressBar> {
    if files < MANY || !std::io::stderr().is_terminal() {
        return None;
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    Some(ProgressBar::new(files as u64).with_style(style))
}

/// The paths of `inputs`.
pub(crate) fn paths(inputs: &[Input]) -> impl Iterator<Item = &Path> {
    inputs.iter().map(|input| PathBuf::as_path(&input.path))
}
