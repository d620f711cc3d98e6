//! The rules over many objects, on all cores.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use workload_core::validate::lint::{
    AcrossFiles, FileReport, KeptFindings, OrderedFindings, Outcome, Resolved, Selection, Violated,
};

/// What the rules over many objects find in files that are kept, side by side.
pub(super) fn keep(reports: &[&FileReport], selection: &Selection) -> KeptFindings {
    let across = AcrossFiles::of_objects(reports.iter().copied());
    let index = across.index();
    let rules = across.rules(selection).into_par_iter();
    let violated = across.targets(rules.flat_map_iter(|rule| AcrossFiles::check(&index, rule)).collect());
    drop(index);
    let resolved = resolve(&across, &violated, selection);
    KeptFindings::new(reports.iter().copied(), across, violated, resolved)
}

/// What is found in all files together.
pub(super) fn across_files(reports: Vec<FileReport>, selection: &Selection) -> Outcome {
    let (outcome, findings) = one_by_one(reports, selection);
    Outcome { findings: findings.into_vec(), ..outcome }
}

/// The findings one by one, and the rest of what is found in all files together.
pub(super) fn one_by_one(reports: Vec<FileReport>, selection: &Selection) -> (Outcome, OrderedFindings) {
    let mut across = check_across(AcrossFiles::new(reports), selection);
    let objects = across.take_objects();
    // On a thread that read: its memory is used again, where what another one gives back to it would wait.
    rayon::join(|| across.finish_in_order(selection), || drop(objects)).0
}

/// The rules over many objects side by side, and then the texts that they name.
fn check_across(mut across: AcrossFiles, selection: &Selection) -> AcrossFiles {
    let place = |found| {
        let violated = across.targets(found);
        across.place(&violated, resolve(&across, &violated, selection))
    };
    let placed = Mutex::new(Vec::new());
    let add = |found| {
        let found = place(found);
        placed.lock().unwrap_or_else(PoisonError::into_inner).push(found);
    };
    let index = across.index();
    let rules = across.rules(selection).into_par_iter();
    let found = rules.map(|rule| AcrossFiles::violations(&index, rule, Some(&add))).collect();
    drop(index);
    AcrossFiles::batches(found).for_each(add);
    for placed in placed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        across.add_placed(placed);
    }
    across
}

/// The places of what was found, some at once.
fn resolve(across: &AcrossFiles, violated: &Violated, selection: &Selection) -> Vec<Resolved> {
    let chunks = (0..violated.chunks()).into_par_iter();
    chunks.flat_map_iter(|chunk| across.resolve(violated, chunk, selection)).collect()
}
