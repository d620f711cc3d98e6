//! Reading files and looking at them, on all cores.

use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use indicatif::{ParallelProgressIterator as _, ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use workload_core::syntax::text::Source;
use workload_core::validate::lint::{AcrossFiles, FileReport, Outcome, Selection, lint_file};

use super::files::STANDARD_INPUT;
use super::settings::{ByPath, Settings};
use super::texts::Texts;
use crate::error::{Failure, Result};
use crate::terminal;

/// So many files take long enough to show progress.
const MANY: usize = 500;

/// Everything that is found in `files`, and how many of them could not be read: they are said
/// to be, and the others looked at.
pub(crate) fn read_all(
    files: &[PathBuf],
    settings: &Settings,
    texts: &mut Texts,
) -> Result<(Outcome, usize)> {
    let by_path = settings.by_path()?;
    let input = standard_input(files, texts)?;
    let bar = progress(files.len());
    let reports: Vec<_> = files
        .par_iter()
        .progress_with(bar.clone())
        .map(|file| look(file, input.as_deref(), &by_path))
        .collect();
    bar.finish_and_clear();
    let mut unread = 0;
    let mut read = Vec::with_capacity(reports.len());
    for report in reports {
        match report {
            Ok(report) => read.push(report),
            Err(failure) => {
                terminal::error(&failure);
                unread += 1;
            }
        }
    }
    Ok((outcome(read, &by_path), unread))
}

/// The findings that count where they stand.
fn outcome(reports: Vec<FileReport>, by_path: &ByPath) -> Outcome {
    if by_path.is_plain() {
        return across_files(reports, by_path.everywhere());
    }
    // A path may ask for more than everywhere else.
    let mut outcome = across_files(reports, &Selection { least: None, ..by_path.everywhere().clone() });
    outcome.findings.retain(|finding| {
        let selection = by_path.of(&finding.file);
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

fn look(file: &Path, input: Option<&str>, by_path: &ByPath) -> Result<FileReport> {
    let name = file.display().to_string();
    let text = match input {
        Some(input) if name == STANDARD_INPUT => input.to_owned(),
        _ => text_of(std::fs::read(file).map_err(|error| Failure::at(file, "cannot read", &error))?, &name)?,
    };
    let selection = by_path.of(&name);
    Ok(lint_file(&Source::new(name, text), &selection))
}

/// The bytes as text; UTF-16 is told from UTF-8 by its mark and refused, as the server would.
fn text_of(bytes: Vec<u8>, name: &str) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count();
        Failure::new(format!("{name}:{line}: this is no UTF-8 text (byte {at})"))
            .help("write the file in UTF-8")
    })
}

/// Standard input's text, if it is asked for.
fn standard_input(files: &[PathBuf], texts: &mut Texts) -> Result<Option<String>> {
    if !files.iter().any(|file| file.as_os_str() == STANDARD_INPUT) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot read standard input: {error}")))?;
    let text = text_of(bytes, STANDARD_INPUT)?;
    texts.keep(STANDARD_INPUT, &text);
    Ok(Some(text))
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
