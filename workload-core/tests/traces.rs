//! The simulation against what the real controllers did.
//!
//! `cargo test -p workload-core --test traces -- --nocapture` reads the recorded scenarios in the
//! folder that `WORKLOAD_TRACES` names (default `../shared/traces` beside the repository), replays
//! each, and compares every stable fact. `WORKLOAD_TRACES_GROUPS=deployment,drain` runs only those
//! groups, `WORKLOAD_TRACES_ONLY=roll-10` only scenarios whose names hold the text.
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
#[path = "traces/patch.rs"]
mod patch;
#[path = "traces/replay.rs"]
mod replay;
#[path = "traces/settled.rs"]
mod settled;
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

/// The scenarios that are asked for, in order; none, said aloud, where there is no folder.
fn scenarios() -> Vec<(String, Value)> {
    let folder = env::var_os("WORKLOAD_TRACES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/traces"), PathBuf::from);
    if !folder.is_dir() {
        println!("SKIPPED: there are no traces in {} (WORKLOAD_TRACES)", folder.display());
        return Vec::new();
    }
    let groups = env::var("WORKLOAD_TRACES_GROUPS").unwrap_or_default();
    let only = env::var("WORKLOAD_TRACES_ONLY").unwrap_or_default();
    let wanted = |group: &str| groups.is_empty() || groups.split(',').any(|wanted| wanted == group);
    let mut found = Vec::new();
    for group in entries(&folder).into_iter().filter(|path| path.is_dir()) {
        let group_name = group.file_name().unwrap().to_string_lossy().into_owned();
        for file in entries(&group).into_iter().filter(|_| wanted(&group_name)) {
            let name = format!("{group_name}/{}", file.file_stem().unwrap().to_string_lossy());
            if name.contains(&only) {
                found.push((name, serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap()));
            }
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
