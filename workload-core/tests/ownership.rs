//! Replays requests recorded from a real API server and compares every object, every owner and
//! every refusal.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

#[path = "ownership/facts.rs"]
mod facts;
#[path = "ownership/properties.rs"]
mod properties;
#[path = "ownership/replay.rs"]
mod replay;
#[path = "ownership/request.rs"]
mod request;

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The families that are replayed; the others need a kubectl or controllers.
const FAMILIES: &[&str] = &["gen", "kind", "list", "crd", "special", "more", "walk", "kindwalk"];

/// What is sent and answered in a sample of the recordings, which the repository carries.
const SAMPLE: &str = include_str!("ownership/sample.jsonl");

fn recordings() -> PathBuf {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/ownership/train.jsonl");
    std::env::var_os("WORKLOAD_OWNERSHIP").map_or(beside, PathBuf::from)
}

/// How many scenarios of a text agree, and how many there are.
fn score(text: &str) -> (usize, usize) {
    let only = std::env::var("WORKLOAD_ONLY").unwrap_or_default();
    let definitions = replay::definitions();
    let mut families: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let scenario: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = scenario["id"].as_str().unwrap();
        let family = id.split('/').next().unwrap();
        if !FAMILIES.contains(&family) || !id.contains(&only) {
            continue;
        }
        let outcome = replay::replay(&scenario, &definitions);
        for (what, is_right) in outcome.compared {
            let count = counts.entry(what).or_default();
            *count = (count.0 + usize::from(is_right), count.1 + 1);
        }
        let family = families.entry(family.to_owned()).or_default();
        *family = (family.0 + usize::from(outcome.disagreements.is_empty()), family.1 + 1);
        for disagreement in outcome.disagreements {
            println!("{id} {disagreement}");
        }
    }
    for (family, (sound, all)) in &families {
        println!("{family}: {sound} of {all} scenarios");
    }
    for (what, (right, total)) in counts {
        println!("{what}: {right} of {total}");
    }
    families.values().fold((0, 0), |(sound, all), family| (sound + family.0, all + family.1))
}

#[test]
fn recorded_requests_are_answered_as_the_server_did() {
    let path = recordings();
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: there is no {}; name a file with WORKLOAD_OWNERSHIP", path.display());
        return;
    };
    let (sound, all) = score(&text);
    println!("{sound} of {all} scenarios");
    let least: f64 =
        std::env::var("WORKLOAD_LEAST").ok().and_then(|least| least.parse().ok()).unwrap_or(98.0);
    assert!(all > 0, "no scenario in {}", path.display());
    #[expect(clippy::cast_precision_loss, reason = "a few thousand scenarios")]
    let percent = 100.0 * sound as f64 / all as f64;
    assert!(percent >= least, "{percent:.1} per cent of the scenarios agree, and {least} are wanted");
}

#[test]
fn the_sample_is_answered_as_the_server_did() {
    let (sound, all) = score(SAMPLE);
    println!("{sound} of {all} scenarios of the sample");
    assert!(std::env::var_os("WORKLOAD_ONLY").is_some() || all >= 60, "the sample has {all} scenarios");
    assert_eq!(sound, all, "a scenario of the sample disagrees");
}
