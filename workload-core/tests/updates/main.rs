//! Scores the comparison of objects against what a real API server answered to thousands of updates.
//!
//! `WORKLOAD_UPDATES` names the file of recorded answers, one JSON object a line; without it the
//! file beside a checkout is used, and where there is none the test says so and ends. A sample,
//! chosen to cover the kinds and the outcomes, is part of the repository and always judged.
//! `WORKLOAD_SHOW=20` prints that many disagreements of each sort and kind, `WORKLOAD_KIND=Job`
//! only judges that kind.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its score"
)]

mod answer;
mod recorded;
mod score;

use std::fs;
use std::path::PathBuf;

use recorded::Update;
use score::Scores;

/// Lowest percentages: of updates that are taken and refused as by the server, of refused fields
/// that are named, and of Pod templates that are said to change or to stay.
struct Wanted {
    agreement: f64,
    fields: f64,
    templates: f64,
}

#[test]
fn sample() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/updates/sample.jsonl");
    let scores = judge(&fs::read_to_string(path).unwrap(), true);
    assert!(scores.total().updates >= 140, "the sample is gone");
    check(&scores, &Wanted { agreement: 100.0, fields: 100.0, templates: 100.0 });
}

#[test]
fn updates_of_live_objects() {
    recorded(true, &Wanted { agreement: 99.0, fields: 95.0, templates: 99.7 });
}

/// What is said of two manifests: what only the state of an object decides cannot be known.
#[test]
fn updates_of_manifests() {
    recorded(false, &Wanted { agreement: 98.5, fields: 94.5, templates: 99.7 });
}

fn recorded(live: bool, wanted: &Wanted) {
    let beside = "../../shared/verdicts/updates/train.jsonl";
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(beside);
    let path = std::env::var_os("WORKLOAD_UPDATES").map_or(beside, PathBuf::from);
    let Ok(text) = fs::read_to_string(&path) else {
        println!("skipped: no recorded updates in {}; name the file with WORKLOAD_UPDATES", path.display());
        return;
    };
    check(&judge(&text, live), wanted);
}

fn judge(text: &str, live: bool) -> Scores {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let only = std::env::var("WORKLOAD_KIND").ok();
    let updates = text.lines().map(|line| serde_json::from_str::<Update>(line).unwrap());
    let updates = updates.filter(Update::is_of_the_object);
    let updates = updates.filter(|update| only.as_ref().is_none_or(|only| *only == update.kind));
    let mut scores = Scores::default();
    updates.for_each(|update| scores.add(&update, live));
    let side = if live { "live objects" } else { "manifests" };
    println!("old objects are {side}\n{}", scores.report(number("WORKLOAD_SHOW").unwrap_or(0)));
    scores
}

fn check(scores: &Scores, wanted: &Wanted) {
    let total = scores.total();
    assert!(total.agreement() >= wanted.agreement, "agreement below {} %", wanted.agreement);
    assert!(total.fields() >= wanted.fields, "fields named below {} %", wanted.fields);
    assert!(total.templates() >= wanted.templates, "templates below {} %", wanted.templates);
}
