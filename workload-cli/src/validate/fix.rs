//! `--fix`: the certain patches, applied to the files.

use std::path::{Path, PathBuf};

use workload_core::validate::lint::{Finding, Outcome};

use super::files::STANDARD_INPUT;
use super::run::read_all;
use super::settings::Settings;
use super::texts::Texts;
use crate::atomic_write::atomic_write;
use crate::error::Result;
use crate::terminal;

/// How often the files are looked at again: one patch may uncover the next.
const ROUNDS: usize = 5;

/// Applies the certain patches until there is none, and gives what is left.
pub(crate) fn fix(
    mut outcome: Outcome,
    files: &[PathBuf],
    settings: &Settings,
    texts: &mut Texts,
) -> Result<Outcome> {
    let mut mended = 0;
    for _ in 0..ROUNDS {
        let round = mend(&outcome, texts)?;
        if round == 0 {
            break;
        }
        mended += round;
        texts.forget();
        (outcome, _) = read_all(files, settings, texts)?;
    }
    let left = outcome.findings.len();
    terminal::note("mended", &format!("{mended} findings, {left} left: see them for what to do"));
    Ok(outcome)
}

/// Applies one round of patches; gives how many.
fn mend(outcome: &Outcome, texts: &mut Texts) -> Result<usize> {
    let mut mended = 0;
    for group in outcome.findings.chunk_by(|one, other| one.file == other.file) {
        let file = &group[0].file;
        let patched: Vec<_> = group.iter().filter(|finding| finding.patch.is_some()).collect();
        if patched.is_empty() || &**file == STANDARD_INPUT {
            continue;
        }
        let (text, count) = apply(&texts.of(file), &patched);
        atomic_write(Path::new(&**file), &text)?;
        mended += count;
    }
    Ok(mended)
}

/// The text with the patches that do not touch one another, and how many these are.
fn apply(text: &str, findings: &[&Finding]) -> (String, usize) {
    let mut patches: Vec<_> = findings.iter().filter_map(|finding| finding.patch.as_ref()).collect();
    patches.sort_by_key(|patch| patch.span);
    patches.dedup();
    let (mut mended, mut from, mut count) = (String::with_capacity(text.len()), 0, 0);
    for patch in patches {
        let range = patch.span.range();
        if range.start < from || text.get(range.clone()).is_none() {
            continue;
        }
        mended.push_str(&text[from..range.start]);
        mended.push_str(&patch.text);
        from = range.end;
        count += 1;
    }
    mended.push_str(&text[from..]);
    (mended, count)
}
