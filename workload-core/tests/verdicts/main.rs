//! Scores the validator against what real API servers answered for thousands of documents, version by version.
//!
//! The recorded answers lie in the folder that `WORKLOAD_VERDICTS` names, or else beside a checkout; it may also
//! name one file, which alone is judged. Where there are none the tests say so and end. A sample of
//! them, chosen to cover the kinds, the reasons and the versions, is part of the repository and always judged.
//! `WORKLOAD_SHOW=20` prints that many disagreements of each sort, `WORKLOAD_KIND=Role` only judges that kind.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its score"
)]

mod case;
mod score;
mod served;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use case::{Case, Verdict};
use score::Score;
use workload_core::k8s::Version;

/// Lowest percentages of a file: of agreement, and of refused texts whose field is named.
struct Wanted {
    agreement: f64,
    named: f64,
}

/// What is wanted of every version.
const WANTED: Wanted = Wanted { agreement: 99.5, named: 98.0 };

#[test]
fn sample() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts/sample.jsonl");
    let cases = cases(&fs::read_to_string(path).unwrap());
    for (version, least) in [("1.36", 250), ("1.33", 60), ("1.31", 60)] {
        let score = judge("sample.jsonl", version, &own_verdicts(&cases, version));
        assert!(score.cases() > least, "the sample of {version} is gone");
        assert!(score.false_refusals.is_empty() && score.misses.is_empty() && score.other_fields.is_empty());
    }
}

#[test]
fn workload_kinds() {
    let Some(cases) = recorded("train.jsonl") else { return };
    check("train.jsonl", "1.36", &own_verdicts(&cases, "1.36"), &Wanted { agreement: 99.9, named: 99.7 });
    check("train.jsonl", "1.33", &own_verdicts(&cases, "1.33"), &WANTED);
    let Some(older) = recorded("kinds/workloads-1.31.jsonl") else { return };
    check("train.jsonl", "1.31", &joined(&cases, &older, "1.31"), &WANTED);
}

#[test]
fn further_kinds() {
    let Some(cases) = recorded("kinds/train.jsonl") else { return };
    check("kinds/train.jsonl", "1.36", &own_verdicts(&cases, "1.36"), &WANTED);
    let Some(older) = recorded("kinds/kinds-1.31.jsonl") else { return };
    check("kinds/train.jsonl", "1.31", &joined(&cases, &older, "1.31"), &WANTED);
}

/// One case for each further outcome; many of them are errors of CEL, which needs its feature.
#[cfg(feature = "custom_resources")]
#[test]
fn rare_outcomes_of_further_kinds() {
    let Some(cases) = recorded("kinds/train-more.jsonl") else { return };
    check("kinds/train-more.jsonl", "1.36", &own_verdicts(&cases, "1.36"), &WANTED);
}

#[test]
fn the_file_that_is_named() {
    let Some(path) = named().filter(|path| path.is_file()) else { return };
    let cases = cases(&fs::read_to_string(&path).unwrap());
    for version in Version::EARLIEST.to_newest() {
        let verdicts = own_verdicts(&cases, &version.to_string());
        if !verdicts.is_empty() {
            check(&path.display().to_string(), &version.to_string(), &verdicts, &WANTED);
        }
    }
}

/// What `WORKLOAD_VERDICTS` names.
fn named() -> Option<PathBuf> {
    std::env::var_os("WORKLOAD_VERDICTS").map(PathBuf::from)
}

/// The folder of the recorded answers.
fn folder() -> PathBuf {
    named().unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/verdicts"))
}

/// The cases of a recorded file; none, aloud, when there is no such file.
fn recorded(file: &str) -> Option<Vec<Case>> {
    let folder = folder();
    if folder.is_file() {
        return None;
    }
    read(&folder.join(file)).map(|text| cases(&text))
}

/// A recorded file; none, aloud, when it is not there.
fn read(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        let path = path.display();
        println!("skipped: no recorded verdicts in {path}; name their folder with WORKLOAD_VERDICTS");
    }
    text
}

/// The cases of a file, one a line.
///
/// Those are left out that the validator decides otherwise than the server on purpose: a stream is cut as kubectl
/// cuts it, which takes no directives, and a value in braces is yet to be filled in.
fn cases(text: &str) -> Vec<Case> {
    let all = text.lines().map(|line| serde_json::from_str(line).unwrap());
    all.filter(|case: &Case| !case.yaml.starts_with('%') && !case.yaml.contains("{{")).collect()
}

/// `1.36` as it is in the files.
fn key(version: &str) -> String {
    format!("v{}", version.replace('.', "_"))
}

/// The cases that hold an answer of the version themselves.
fn own_verdicts<'c>(cases: &'c [Case], version: &str) -> Vec<(&'c Case, Verdict)> {
    let key = key(version);
    cases.iter().filter_map(|case| Some((case, case.verdict(&key)?))).collect()
}

/// The cases that have an answer of the version in another file, by their id.
fn joined<'c>(cases: &'c [Case], answers: &[Case], version: &str) -> Vec<(&'c Case, Verdict)> {
    let key = key(version);
    let answers: HashMap<_, _> = answers.iter().map(|answer| (answer.id.as_str(), answer)).collect();
    let of = |case: &'c Case| Some((case, answers.get(case.id.as_str())?.verdict(&key)?));
    cases.iter().filter_map(of).collect()
}

fn check(file: &str, version: &str, verdicts: &[(&Case, Verdict)], wanted: &Wanted) {
    let score = judge(file, version, verdicts);
    assert!(score.false_refusals.is_empty(), "a document that {version} accepts is refused");
    assert!(score.agreement() >= wanted.agreement, "agreement with {version} below {} %", wanted.agreement);
    assert!(score.named() >= wanted.named, "fields named below {} % for {version}", wanted.named);
}

fn judge(file: &str, version: &str, verdicts: &[(&Case, Verdict)]) -> Score {
    let kind = std::env::var("WORKLOAD_KIND").ok();
    let score = Score::of(verdicts, version.parse().unwrap(), kind.as_deref());
    let examples = std::env::var("WORKLOAD_SHOW").ok().and_then(|show| show.parse().ok()).unwrap_or(0);
    println!("{file} for {version}\n{}", score.report(examples));
    score
}
