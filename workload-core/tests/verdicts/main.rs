//! Scores the validator against what a real API server answered for thousands of documents.
//!
//! The recorded answers lie in the folder that `WORKLOAD_VERDICTS` names, or else beside a
//! checkout; it may also name one file, which alone is judged. Where there are none the tests say so and end. A sample of them, chosen to cover the
//! kinds and the reasons, is part of the repository and always judged. `WORKLOAD_SHOW=20` prints
//! that many disagreements of each sort, `WORKLOAD_KIND=Role` only judges that kind.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its score"
)]

mod case;
mod score;

use std::fs;
use std::path::{Path, PathBuf};

use score::Score;

/// Lowest percentages of a file: of agreement, and of refused texts whose field is named.
struct Wanted {
    agreement: f64,
    named: f64,
}

#[test]
fn sample() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/verdicts/sample.jsonl");
    let score = judge("sample.jsonl", &fs::read_to_string(path).unwrap());
    assert!(score.cases() > 250, "the sample is gone");
    assert!(score.false_refusals.is_empty() && score.misses.is_empty() && score.other_fields.is_empty());
}

#[test]
fn workload_kinds() {
    recorded("train.jsonl", &Wanted { agreement: 99.9, named: 99.7 });
}

#[test]
fn further_kinds() {
    recorded("kinds/train.jsonl", &Wanted { agreement: 99.5, named: 98.0 });
}

/// One case for each further outcome; many of them are errors of CEL, which is not compiled here.
#[test]
fn rare_outcomes_of_further_kinds() {
    recorded("kinds/train-more.jsonl", &Wanted { agreement: 98.5, named: 97.0 });
}

#[test]
fn the_file_that_is_named() {
    let Some(path) = named().filter(|path| path.is_file()) else { return };
    judged(&path, &Wanted { agreement: 99.5, named: 98.0 });
}

/// What `WORKLOAD_VERDICTS` names.
fn named() -> Option<PathBuf> {
    std::env::var_os("WORKLOAD_VERDICTS").map(PathBuf::from)
}

fn recorded(file: &str, wanted: &Wanted) {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/verdicts");
    let folder = named().unwrap_or(beside);
    if !folder.is_file() {
        judged(&folder.join(file), wanted);
    }
}

fn judged(path: &Path, wanted: &Wanted) {
    let Ok(text) = fs::read_to_string(path) else {
        println!(
            "skipped: no recorded verdicts in {}; name their folder with WORKLOAD_VERDICTS",
            path.display()
        );
        return;
    };
    let score = judge(&path.display().to_string(), &text);
    assert!(score.false_refusals.is_empty(), "a document that the server accepts is refused");
    assert!(score.agreement() >= wanted.agreement, "agreement below {} %", wanted.agreement);
    assert!(score.named() >= wanted.named, "fields named below {} %", wanted.named);
}

fn judge(file: &str, text: &str) -> Score {
    let score = Score::of(text, std::env::var("WORKLOAD_KIND").ok().as_deref());
    let examples = std::env::var("WORKLOAD_SHOW").ok().and_then(|show| show.parse().ok()).unwrap_or(0);
    println!("{file}\n{}", score.report(examples));
    score
}
