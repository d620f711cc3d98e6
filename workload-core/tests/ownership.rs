//! Replays requests recorded from a real API server and compares every object, every owner and
//! every refusal.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

#[path = "ownership/admission.rs"]
mod admission;
#[path = "ownership/check.rs"]
mod check;
#[path = "ownership/custom_check.rs"]
mod custom_check;
#[path = "ownership/immutable.rs"]
mod immutable;
#[path = "ownership/kind_check.rs"]
mod kind_check;
#[path = "ownership/kinds.rs"]
mod kinds;
#[path = "ownership/meta_check.rs"]
mod meta_check;
#[path = "ownership/refusal.rs"]
mod refusal;
#[path = "ownership/replay.rs"]
mod replay;
#[path = "ownership/request.rs"]
mod request;
#[path = "ownership/server.rs"]
mod server;
#[path = "ownership/strategy.rs"]
mod strategy;

#[path = "ownership/validator.rs"]
mod validator;

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The families that are replayed; the others need a kubectl or controllers.
const FAMILIES: &[&str] = &["gen", "kind", "list", "crd", "special", "more", "walk", "kindwalk"];

fn recordings() -> PathBuf {
    std::env::var_os("WORKLOAD_OWNERSHIP").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/ownership/train.jsonl"),
        PathBuf::from,
    )
}

#[test]
fn recorded_requests_are_answered_as_the_server_did() {
    let path = recordings();
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: no recordings at {}", path.display());
        return;
    };
    let only = std::env::var("WORKLOAD_ONLY").unwrap_or_default();
    let (mut sound, mut all) = (0, 0);
    let mut families: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let scenario: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = scenario["id"].as_str().unwrap();
        let family = id.split('/').next().unwrap();
        if !FAMILIES.contains(&family) || !id.contains(&only) {
            continue;
        }
        let outcome = replay::replay(&scenario);
        for (what, right, total) in outcome.counts {
            let count = counts.entry(what).or_default();
            *count = (count.0 + right, count.1 + total);
        }
        let is_sound = outcome.disagreements.is_empty();
        for disagreement in outcome.disagreements {
            println!("{id} {disagreement}");
        }
        all += 1;
        sound += usize::from(is_sound);
        let family = families.entry(family.to_owned()).or_default();
        *family = (family.0 + usize::from(is_sound), family.1 + 1);
    }
    for (family, (sound, all)) in families {
        println!("{family}: {sound} of {all} scenarios");
    }
    for (what, (right, total)) in counts {
        println!("{what}: {right} of {total}");
    }
    println!("{sound} of {all} scenarios");
    let least: f64 =
        std::env::var("WORKLOAD_LEAST").ok().and_then(|least| least.parse().ok()).unwrap_or(98.0);
    assert!(all > 0, "no scenario in {}", path.display());
    #[expect(clippy::cast_precision_loss, reason = "a few thousand scenarios")]
    let percent = 100.0 * sound as f64 / all as f64;
    assert!(percent >= least, "{percent:.1} per cent of the scenarios agree, and {least} are wanted");
}
