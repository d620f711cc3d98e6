//! `--fix`: the certain patches, applied to the texts that were read, which are then written back.

use std::collections::BTreeMap;
use std::sync::Arc;

use workload_core::syntax::yaml::Patch;
use workload_core::validate::lint::{Finding, Outcome};

use super::run::check_again;
use super::settings::Settings;
use super::texts::{Text, Texts};
use super::walk::Input;
use crate::error::{CliError, Result};
use crate::files::{read_bytes, write_text};
use crate::terminal;

/// Maximum number of rounds: one patch may uncover the next.
const ROUNDS: usize = 5;

/// What fixing gave.
#[derive(Debug)]
pub(crate) struct Fixed {
    /// What is found in the files as they are now.
    pub(crate) outcome: Outcome,
    /// Number of files that could not be written; each was reported.
    pub(crate) unwritten: usize,
}

/// Applies the certain patches until there is none, and writes the files that changed. A file
/// that is no longer what was read stays as it is.
pub(crate) fn fix(
    outcome: Outcome,
    inputs: &[Input],
    settings: &Settings,
    texts: &mut Texts,
) -> Result<Fixed> {
    let mut outcome = outcome;
    let mut changed: BTreeMap<Arc<str>, Change> = BTreeMap::new();
    for _ in 0..ROUNDS {
        if !patch(&outcome, texts, &mut changed) {
            break;
        }
        outcome = check_again(inputs, settings, texts)?;
    }
    let (mut fixed, mut unwritten) = (0, 0);
    for (name, change) in &changed {
        match write_back(texts.find(name), &change.before) {
            Ok(()) => fixed += change.patches,
            Err(error) => {
                terminal::error(&error);
                texts.replace(name, change.before.text.to_string());
                unwritten += 1;
            }
        }
    }
    if unwritten > 0 {
        outcome = check_again(inputs, settings, texts)?;
    }
    let noun = if fixed == 1 { "finding" } else { "findings" };
    let left = match outcome.findings.len() {
        0 => "none left".to_owned(),
        left => format!("{left} left"),
    };
    terminal::note("fixed", &format!("{fixed} {noun}; {left}"));
    Ok(Fixed { outcome, unwritten })
}

/// What happened to a file's text.
struct Change {
    before: Text,
    patches: usize,
}

/// Applies one round of patches; whether there was any.
fn patch(outcome: &Outcome, texts: &mut Texts, changed: &mut BTreeMap<Arc<str>, Change>) -> bool {
    let mut any = false;
    for group in outcome.findings.chunk_by(|one, other| one.file == other.file) {
        let patched: Vec<_> = group.iter().filter(|finding| finding.patch.is_some()).collect();
        // Standard input, a pipe or a device has nothing to be written back to.
        let Some(before) = texts.find(&group[0].file).filter(|text| text.is_file).cloned() else {
            continue;
        };
        let (text, count) = apply(&before.text, &patched);
        if count > 0 {
            any = true;
            texts.replace(&group[0].file, text);
            changed.entry(group[0].file.clone()).or_insert(Change { before, patches: 0 }).patches += count;
        }
    }
    any
}

/// Writes a text back, if the file still holds what was read.
fn write_back(now: Option<&Text>, before: &Text) -> Result<()> {
    let Some(now) = now else { return Ok(()) };
    if read_bytes(&before.path)? != before.text.as_bytes() {
        let name = crate::files::display_name(&before.path);
        return Err(CliError::new(format!("{name} is not what was read: it was not fixed"))
            .help("it changed meanwhile, or it is UTF-16: write it in UTF-8, and fix again"));
    }
    write_text(&before.path, &now.text)
}

/// The text with the patches that do not touch one another, and how many these are.
fn apply(text: &str, findings: &[&Finding]) -> (String, usize) {
    let patches = compatible(text, findings);
    let (mut mended, mut from) = (String::with_capacity(text.len()), 0);
    for patch in &patches {
        let range = patch.span.range();
        mended.push_str(&text[from..range.start]);
        mended.push_str(&patch.text);
        from = range.end;
    }
    mended.push_str(&text[from..]);
    (mended, patches.len())
}

/// The patches of findings that do not touch one another, in the order of the text.
pub(crate) fn compatible<'f>(text: &str, findings: &[&'f Finding]) -> Vec<&'f Patch> {
    let mut patches: Vec<_> = findings.iter().filter_map(|finding| finding.patch.as_ref()).collect();
    patches.sort_by_key(|patch| patch.span);
    patches.dedup();
    let mut from = 0;
    patches.retain(|patch| {
        let range = patch.span.range();
        let fits = range.start >= from && text.get(range.clone()).is_some();
        from = if fits { range.end } else { from };
        fits
    });
    patches
}
