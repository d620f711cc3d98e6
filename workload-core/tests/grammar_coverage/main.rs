//! How many real workloads the grammar can describe without an escape hatch, and what it lacks most.
//!
//! `cargo test -p workload-core --test grammar_coverage -- --nocapture` counts over the
//! folder that `WORKLOAD_CORPUS` names (default `../shared/corpus` beside the repository) and prints the fields that the grammar cannot say, most frequent first.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

mod sayable;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize as _;
use serde_yaml::Value;

use sayable::missing;

/// The kinds that a description becomes.
const KINDS: &[&str] = &["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"];

/// The share of native workloads, in percent, that must not be lost again.
const LEAST: usize = 98;

/// How often a field is missing: in how many workloads, and in how many as the only one.
#[derive(Default)]
struct Count {
    workloads: usize,
    alone: usize,
    example: String,
}

#[test]
fn real_workloads_are_native() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = std::env::var_os("WORKLOAD_CORPUS").map_or_else(beside, PathBuf::from);
    if !corpus.is_dir() {
        println!("skipped: there is no {}", corpus.display());
        return;
    }
    let (mut all, mut native) = (0, 0);
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for file in files(&corpus) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        for object in workloads(&text) {
            let missing = missing(&object);
            all += 1;
            native += usize::from(missing.is_empty());
            let alone = usize::from(missing.len() == 1);
            for field in missing {
                let count = counts.entry(field).or_default();
                count.workloads += 1;
                count.alone += alone;
                count.example = file.display().to_string();
            }
        }
    }
    let percent = native * 100 / all;
    println!("{native} of {all} workloads are native: {percent} %");
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse((count.workloads, count.alone)));
    println!("in workloads  alone  field");
    for (field, count) in counts {
        println!("{:12}  {:5}  {field}  ({})", count.workloads, count.alone, count.example);
    }
    assert!(percent >= LEAST, "only {percent} % of {all} workloads are native: it was {LEAST}");
}

/// The workloads of a stream, up to the first document that is no YAML; each text counts once.
fn workloads(text: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(text).map_while(|one| Value::deserialize(one).ok());
    let is_workload = |object: &Value| {
        let text = |key| object.get(key).and_then(Value::as_str).unwrap_or_default();
        KINDS.contains(&text("kind")) && ["apps/v1", "batch/v1"].contains(&text("apiVersion"))
    };
    documents.flat_map(items).filter(is_workload).collect()
}

/// The object itself, or what a list of objects holds.
fn items(object: Value) -> Vec<Value> {
    match object.get("items") {
        Some(Value::Sequence(items)) => items.clone(),
        _ => vec![object],
    }
}

/// The YAML files below a folder, the same text once.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut files, mut seen) = (vec![folder.to_owned()], Vec::new(), BTreeSet::new());
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
            if path.is_dir() {
                folders.push(path);
            } else if is_yaml && seen.insert(fs::read(&path).unwrap()) {
                files.push(path);
            }
        }
    }
    files
}
