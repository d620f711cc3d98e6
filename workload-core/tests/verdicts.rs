//! Scores the validator against what real API servers said of thousands of documents.
//!
//! `WORKLOAD_VERDICTS` names the file, one JSON object a line; without it the file beside a
//! checkout is used, and where there is none the test says so and ends. `WORKLOAD_SHOW=20`
//! prints that many disagreements of each sort.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its score"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use workload_core::syntax::yaml::{documents, readable};
use workload_core::validate::document::check_document;

#[derive(Deserialize)]
struct Case {
    id: String,
    mutation: String,
    yaml: String,
    v1_36: Verdict,
}

#[derive(Deserialize)]
struct Verdict {
    status: String,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Cause {
    field: Option<String>,
}

/// What we say of a text: a path and a sentence for each fault.
fn ours(yaml: &str) -> Vec<(String, String)> {
    let text = readable(yaml);
    let mut said = Vec::new();
    for document in documents(&text) {
        match &document.tree {
            Err(error) => said.push((String::new(), error.message.clone())),
            Ok(tree) => {
                for checked in check_document(tree, &document.duplicate_keys) {
                    said.extend(
                        checked.errors.iter().map(|fault| (fault.path.to_string(), fault.message.clone())),
                    );
                }
            }
        }
    }
    said
}

/// Whether one of our paths is a field that the server names, or the one above it.
fn names_a_field(said: &[(String, String)], causes: &[Cause]) -> bool {
    causes.iter().filter_map(|cause| cause.field.as_deref()).any(|field| {
        let above = field.rfind(['.', '[']).map_or("", |at| &field[..at]);
        let bare = |path: &str| {
            path.split('[')
                .map(|part| part.split_once(']').map_or(part, |(_, rest)| rest))
                .collect::<String>()
        };
        said.iter()
            .any(|(path, _)| path == field || path == above || (bare(field) == field && bare(path) == field))
    })
}

#[derive(Default)]
struct Score {
    agreed: usize,
    refused_wrongly: Vec<String>,
    missed: Vec<String>,
    rejected_with_field: usize,
    named: usize,
    elsewhere: Vec<String>,
}

impl Score {
    fn take(&mut self, case: &Case) {
        let said = ours(&case.yaml);
        let accepted = case.v1_36.status == "accepted";
        if accepted == said.is_empty() {
            self.agreed += 1;
        } else if accepted {
            self.refused_wrongly.push(format!("{} [{}]\n    we: {said:?}", case.id, case.mutation));
        } else {
            self.missed.push(format!("{} [{}]\n    server: {}", case.id, case.mutation, case.v1_36.message));
        }
        let fields: Vec<_> = case.v1_36.causes.iter().filter_map(|cause| cause.field.clone()).collect();
        if !accepted && !fields.is_empty() {
            self.rejected_with_field += 1;
            if names_a_field(&said, &case.v1_36.causes) {
                self.named += 1;
            } else if !said.is_empty() {
                self.elsewhere.push(format!(
                    "{} [{}]\n    server: {fields:?}\n    we: {said:?}",
                    case.id, case.mutation
                ));
            }
        }
    }
}

#[test]
fn verdicts_of_real_servers_are_met() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/verdicts/train.jsonl");
    let file = std::env::var_os("WORKLOAD_VERDICTS").map_or(beside, PathBuf::from);
    let Ok(text) = fs::read_to_string(&file) else {
        println!("skipped: there is no {}; name a file with WORKLOAD_VERDICTS", file.display());
        return;
    };
    let cases: Vec<Case> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut score = Score::default();
    for case in &cases {
        score.take(case);
    }
    print(&score, cases.len());
    assert!(score.refused_wrongly.is_empty(), "a document that the server accepts is refused");
    assert!(percent(score.agreed, cases.len()) >= 99.5, "too many verdicts differ");
    assert!(percent(score.named, score.rejected_with_field) >= 95.0, "too many fields differ");
}

fn percent(part: usize, whole: usize) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a few thousand cases")]
    let (part, whole) = (part as f64, whole.max(1) as f64);
    100.0 * part / whole
}

fn print(score: &Score, cases: usize) {
    let show = std::env::var("WORKLOAD_SHOW").ok().and_then(|show| show.parse().ok()).unwrap_or(0);
    for (title, list) in [
        ("refused wrongly", &score.refused_wrongly),
        ("missed", &score.missed),
        ("another field", &score.elsewhere),
    ] {
        println!("{title}: {}", list.len());
        list.iter().take(show).for_each(|one| println!("  {one}"));
    }
    let mutations =
        score.missed.iter().map(|one| one.split([' ', ']']).nth(1).unwrap_or_default().to_owned());
    let counts = mutations.fold(BTreeMap::new(), |mut counts: BTreeMap<String, usize>, one| {
        *counts.entry(one).or_default() += 1;
        counts
    });
    println!("missed by mutation: {counts:?}");
    println!("accept or reject agreed: {} of {cases}, {:.2} %", score.agreed, percent(score.agreed, cases));
    println!(
        "field named: {} of {}, {:.2} %",
        score.named,
        score.rejected_with_field,
        percent(score.named, score.rejected_with_field)
    );
}
