//! Reading files and checking them, on all cores.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use indicatif::{ParallelProgressIterator as _, ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{AcrossFiles, FileReport, Outcome, Selection, lint_file};

use super::definitions::{definitions, with_found};
use super::kubernetes::may_hold_objects;
use super::settings::{ByPath, Settings};
use super::texts::Texts;
use super::walk::Input;
use crate::error::Result;
use crate::files::read_text;
use crate::render::Sources;
use crate::terminal;

/// So many files take long enough to show progress.
const MANY: usize = 500;

/// What reading all inputs gave.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Everything that was found.
    pub(crate) outcome: Outcome,
    /// Number of files that could not be read; each was reported.
    pub(crate) unread: usize,
    /// Number of files found in folders that hold no Kubernetes objects.
    pub(crate) others: usize,
    /// Number of files that are parts of objects, or are judged by what is rendered of them.
    pub(crate) aside: usize,
    /// The kustomizations and charts.
    pub(crate) sources: Sources,
}

/// What one input gave.
struct Looked {
    report: FileReport,
    source: Source,
    definitions: Vec<serde_json::Value>,
}

/// Reads and checks `inputs`. One that cannot be read is reported, and the others are checked.
pub(crate) fn read_all(inputs: &[Input], settings: &Settings, texts: &mut Texts) -> Result<Reading> {
    let mut by_path = settings.by_path()?;
    let files = inputs.iter().filter(|input| input.is_file).map(|input| input.path.as_path());
    let sources = Sources::find(files, settings.rendering());
    let bar = progress(inputs.len());
    let reports: Vec<_> =
        inputs.par_iter().progress_with(bar.clone()).map(|input| look(input, &by_path, &sources)).collect();
    bar.finish_and_clear();
    let reports = check_custom_resources(inputs, reports, &mut by_path);
    let mut reading = Reading { sources, ..Reading::default() };
    let mut read = Vec::with_capacity(reports.len());
    for (input, report) in inputs.iter().zip(reports) {
        match report {
            Ok(Some(Looked { report, source, .. })) => {
                texts.keep(&source.name, &input.path, input.is_file, source.text);
                read.push(report);
            }
            Ok(None) if input.is_file && reading.sources.sets_aside(&input.path) => reading.aside += 1,
            Ok(None) => reading.others += 1,
            Err(error) => {
                terminal::error(&error);
                reading.unread += 1;
            }
        }
    }
    let rendered: Vec<_> = reading.sources.rendered().collect();
    let lint = |source: &Source| lint_file(source, &by_path.of(source.name.as_ref()));
    read.par_extend(rendered.par_iter().map(lint));
    reading.outcome = outcome(read, &by_path);
    reading.sources.bring_back(&mut reading.outcome);
    for (name, path, text) in reading.sources.texts() {
        texts.keep(name, path, false, text.clone());
    }
    Ok(reading)
}

/// Reads the texts of `inputs` without checking them. One that cannot be read is reported; their number.
pub(crate) fn read_texts(inputs: &[Input], texts: &mut Texts) -> usize {
    let mut unread = 0;
    for input in inputs {
        match read_text(&input.path) {
            Ok(text) if input.in_folder && !may_hold_objects(&text) => {}
            Ok(text) => texts.keep(&input.name, &input.path, input.is_file, text),
            Err(error) => {
                terminal::error(&error);
                unread += 1;
            }
        }
    }
    unread
}

/// Checks again what was read before, as the texts are now.
pub(crate) fn check_again(inputs: &[Input], settings: &Settings, texts: &Texts) -> Result<Outcome> {
    let by_path = settings.by_path()?;
    let check = |input: &Input| {
        let text = texts.find(&input.name)?;
        Some(lint_file(&Source::new(&*input.name, &*text.text), &by_path.of(input.name.as_ref())))
    };
    Ok(outcome(inputs.par_iter().filter_map(check).collect(), &by_path))
}

/// The findings that count where they stand.
fn outcome(reports: Vec<FileReport>, by_path: &ByPath) -> Outcome {
    if by_path.is_plain() {
        return across_files(reports, by_path.everywhere());
    }
    // A path may ask for more than everywhere else.
    let mut outcome = across_files(reports, &Selection { least: None, ..by_path.everywhere().clone() });
    outcome.findings.retain(|finding| {
        let selection = by_path.of(Path::new(&*finding.file));
        selection.has(finding.rule) && selection.weighs(finding.severity)
    });
    outcome
}

/// The rules over many objects side by side, and then the texts that they name.
fn across_files(reports: Vec<FileReport>, selection: &Selection) -> Outcome {
    let across = AcrossFiles::new(reports);
    let index = across.index();
    let rules = across.rules(selection).into_par_iter();
    let violated = across.targets(rules.flat_map_iter(|rule| AcrossFiles::check(&index, rule)).collect());
    drop(index);
    let chunks = (0..violated.chunks()).into_par_iter();
    let resolved = chunks.flat_map_iter(|chunk| across.resolve(&violated, chunk, selection)).collect();
    across.finish(&violated, resolved, selection)
}

/// Reads and checks one input; none for a file in a folder that is not for Kubernetes.
fn look(input: &Input, by_path: &ByPath, sources: &Sources) -> Result<Option<Looked>> {
    if input.is_file && sources.sets_aside(&input.path) {
        return Ok(None);
    }
    let text = read_text(&input.path)?;
    if input.in_folder && !may_hold_objects(&text) {
        return Ok(None);
    }
    let source = Source::new(&*input.name, text);
    let report = lint_file(&source, &by_path.of(input.name.as_ref()));
    let definitions = definitions(&source.text);
    Ok(Some(Looked { report, source, definitions }))
}

/// Checks the files with objects of unknown kinds again, once the definitions among the inputs are known.
fn check_custom_resources(
    inputs: &[Input],
    looked: Vec<Result<Option<Looked>>>,
    by_path: &mut ByPath,
) -> Vec<Result<Option<Looked>>> {
    let read = looked.iter().filter_map(|looked| looked.as_ref().ok()?.as_ref());
    let found: Vec<_> = read.flat_map(|looked| looked.definitions.iter().cloned()).collect();
    if found.is_empty() {
        return looked;
    }
    by_path.know(with_found(&by_path.everywhere().custom_resources, &found));
    let again = |(input, looked): (&Input, Result<Option<Looked>>)| match looked {
        Ok(Some(looked)) if looked.report.has_unknown_kinds() => {
            let report = lint_file(&looked.source, &by_path.of(input.name.as_ref()));
            Ok(Some(Looked { report, ..looked }))
        }
        other => other,
    };
    inputs.par_iter().zip(looked).map(again).collect()
}

/// A bar on a terminal when there is much to do.
fn progress(files: usize) -> ProgressBar {
    if files < MANY || !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(files as u64).with_style(style)
}

/// The paths of `inputs`.
pub(crate) fn paths(inputs: &[Input]) -> impl Iterator<Item = &Path> {
    inputs.iter().map(|input| PathBuf::as_path(&input.path))
}
