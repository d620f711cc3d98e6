//! The simulation against what the real controllers did.
//!
//! `cargo test -p workload-core --test traces -- --nocapture` replays the recorded scenarios that the
//! repository carries and, beside the repository, those of `../shared/traces` and
//! `../shared/traces-more`, and compares every stable fact. `WORKLOAD_TRACES` names another folder of
//! scenarios instead. `WORKLOAD_TRACES_GROUPS=deployment,drain` runs only those groups,
//! `WORKLOAD_TRACES_ONLY=roll-10` only scenarios whose names hold the text,
//! `WORKLOAD_TRACES_SHOW=1` prints what happened in the simulation.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

#[path = "traces/compare.rs"]
mod compare;
#[path = "traces/counts.rs"]
mod counts;
#[path = "traces/facts.rs"]
mod facts;
#[path = "traces/manifest.rs"]
mod manifest;
#[path = "traces/nodes.rs"]
mod nodes;
#[path = "traces/patch.rs"]
mod patch;
#[path = "traces/places.rs"]
mod places;
#[cfg(feature = "readiness")]
#[path = "traces/ready.rs"]
mod ready;
#[path = "traces/replay.rs"]
mod replay;
#[path = "traces/settled.rs"]
mod settled;
#[path = "traces/steps.rs"]
mod steps;
#[path = "traces/written.rs"]
mod written;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use self::compare::Tally;

#[test]
fn the_simulation_agrees_with_the_real_controllers() {
    let mut tally = Tally::default();
    for (name, trace) in scenarios() {
        let run = replay::replay(&trace);
        let events = written::events(&run);
        if env::var_os("WORKLOAD_TRACES_SHOW").is_some() {
            for event in &events {
                println!("{event}");
            }
        }
        tally.scenario(&name, &trace, &facts::facts(&trace, &events), &facts::times(&trace, &events));
    }
    tally.finish();
}

/// The facts of the recorded events themselves must be those of the record, or the comparison
/// would compare something else.
#[test]
fn facts_are_read_as_the_recorder_read_them() {
    let mut tally = Tally::of_records();
    for (name, trace) in scenarios() {
        let events = trace["events"].as_array().unwrap();
        tally.scenario(&name, &trace, &facts::facts(&trace, events), &facts::times(&trace, events));
    }
    tally.finish();
}

/// Whether an object is ready at the end is known from its Pods; the readiness is read from its status
/// alone, and has to agree.
#[test]
#[cfg(feature = "readiness")]
fn readiness_agrees_with_the_final_pods() {
    let (mut wrong, mut objects) = (Vec::new(), 0);
    for (name, trace) in scenarios() {
        for judged in ready::judged(&trace) {
            objects += 1;
            if judged.found.is_ready() != judged.is_ready || judged.found.is_failed() != judged.is_failed {
                wrong.push(format!("{name} {judged:?}"));
            }
        }
    }
    println!("{} of {objects} final states agree", objects - wrong.len());
    assert!(wrong.is_empty() && objects > 0, "{}", wrong.join("\n"));
}

/// The scenarios that are asked for, in order.
fn scenarios() -> Vec<(String, Value)> {
    let groups = env::var("WORKLOAD_TRACES_GROUPS").unwrap_or_default();
    let only = env::var("WORKLOAD_TRACES_ONLY").unwrap_or_default();
    let wanted = |group: &str| groups.is_empty() || groups.split(',').any(|wanted| wanted == group);
    let mut found = Vec::new();
    for group in folders().iter().flat_map(|folder| entries(folder)).filter(|path| path.is_dir()) {
        let group_name = group.file_name().unwrap().to_string_lossy().into_owned();
        let is_trace = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
        for file in entries(&group).into_iter().filter(is_trace).filter(|_| wanted(&group_name)) {
            let name = format!("{group_name}/{}", file.file_stem().unwrap().to_string_lossy());
            if name.contains(&only) && found.iter().all(|(other, _)| *other != name) {
                found.push((name, serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap()));
            }
        }
    }
    let is_narrowed = !groups.is_empty() || !only.is_empty();
    assert!(is_narrowed || !found.is_empty(), "there are no traces in {:?}", folders());
    found
}

/// The folders of groups: the one that is named, or the repository's own and those beside it.
fn folders() -> Vec<PathBuf> {
    if let Some(named) = env::var_os("WORKLOAD_TRACES") {
        return vec![PathBuf::from(named)];
    }
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = ["traces", "traces-more"].map(|name| package.join("../../shared").join(name));
    for absent in beside.iter().filter(|folder| !folder.is_dir()) {
        println!("SKIPPED: there are no traces in {} (WORKLOAD_TRACES)", absent.display());
    }
    let there = beside.into_iter().filter(|folder| folder.is_dir());
    there.chain([package.join("tests/traces/samples")]).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
