//! The readiness of live objects against what a real kubectl said of them, and event by event against kubectl's rules.
//!
//! The repository carries a sample of the recordings; beside the repository all those of
//! `../shared/ownership/train.jsonl` are judged, or those of the file that `WORKLOAD_OWNERSHIP` names.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it saw"
)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use workload_core::readiness::{Readiness, Surroundings, readiness};

/// The recorded scenarios in which controllers were at work.
fn scenarios() -> Vec<Value> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/live.jsonl");
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/ownership/train.jsonl");
    let named = std::env::var_os("WORKLOAD_OWNERSHIP").map(PathBuf::from);
    let more = named.or_else(|| beside.exists().then_some(beside));
    let texts = std::iter::once(own).chain(more).map(|file| fs::read_to_string(file).unwrap());
    let lines: Vec<String> =
        texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let mut found: Vec<Value> = Vec::new();
    for line in
        lines.iter().filter(|line| line.contains("\"id\":\"live/") || line.contains("\"id\": \"live/"))
    {
        let scenario: Value = serde_json::from_str(line).unwrap();
        if found.iter().all(|known| known["id"] != scenario["id"]) {
            found.push(scenario);
        }
    }
    found
}

fn judged(object: &Value) -> Readiness {
    readiness(object, &Surroundings::default())
}

/// Whether kubectl says that it is done; none when the command asks for something else.
fn verdict(step: &Value) -> Option<bool> {
    let args: Vec<&str> = step["args"].as_array()?.iter().filter_map(Value::as_str).collect();
    let is_readiness = |condition: &str| ["complete", "Ready", "Available"].contains(&condition);
    let is_asked = match args.get(2..)? {
        ["rollout", "status", what, ..] => !what.starts_with("replicaset"),
        ["wait", _, condition, ..] => condition.strip_prefix("--for=condition=").is_some_and(is_readiness),
        _ => false,
    };
    is_asked.then(|| step["result"]["rc"] == 0)
}

/// What `kubectl rollout status` and `kubectl wait` said of an object is what its readiness says.
#[test]
fn readiness_agrees_with_kubectl() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for scenario in scenarios() {
        for step in scenario["steps"].as_array().unwrap() {
            let Some(is_done) = verdict(step) else { continue };
            count += 1;
            let found = judged(recorded(&scenario, step));
            if found.is_ready() != is_done {
                wrong.push(format!("{}: {found:?} after {}", scenario["id"], step["args"]));
            }
        }
    }
    println!("{} of {count} verdicts of kubectl agree", count - wrong.len());
    assert!(wrong.is_empty() && count >= 7, "{}", wrong.join("\n"));
}

/// The object after a step; one that is as before stands with an earlier step.
fn recorded<'s>(scenario: &'s Value, step: &'s Value) -> &'s Value {
    let steps = scenario["steps"].as_array().unwrap();
    let until = steps.iter().position(|one| one == step).unwrap();
    let has = |one: &&Value| one["result"]["object"].is_object();
    &steps[..=until].iter().rev().find(has).unwrap()["result"]["object"]
}

fn number(object: &Value, pointer: &str) -> i64 {
    object.pointer(pointer).and_then(Value::as_i64).unwrap_or(0)
}

fn condition<'o>(object: &'o Value, kind: &str) -> Option<&'o Value> {
    object["status"]["conditions"].as_array()?.iter().find(|one| one["type"] == kind)
}

/// What kubectl's rules say of an object: done, and given up; none for a kind without rules.
fn by_kubectl(object: &Value) -> Option<(bool, bool)> {
    let [replicas, status, updated] =
        ["/spec/replicas", "/status/replicas", "/status/updatedReplicas"].map(|at| number(object, at));
    let is_seen = number(object, "/status/observedGeneration") >= number(object, "/metadata/generation");
    let is_true = |kind: &str| condition(object, kind).is_some_and(|one| one["status"] == "True");
    let found = match object["kind"].as_str()? {
        "Deployment" => {
            let reason = condition(object, "Progressing").map(|one| &one["reason"]);
            let is_late = is_seen && reason.is_some_and(|reason| *reason == "ProgressDeadlineExceeded");
            let available = number(object, "/status/availableReplicas");
            let is_done =
                is_seen && !is_late && updated >= replicas && status <= updated && available >= updated;
            (is_done, is_late)
        }
        "StatefulSet" => {
            let partition = number(object, "/spec/updateStrategy/rollingUpdate/partition");
            let is_ready = number(object, "/status/readyReplicas") >= replicas;
            let is_new = if partition > 0 {
                updated >= replicas - partition
            } else {
                object["status"]["updateRevision"] == object["status"]["currentRevision"]
            };
            (is_seen && is_ready && is_new && status <= replicas, false)
        }
        "DaemonSet" => {
            let wanted = number(object, "/status/desiredNumberScheduled");
            let is_new = number(object, "/status/updatedNumberScheduled") >= wanted;
            (is_seen && is_new && number(object, "/status/numberAvailable") >= wanted, false)
        }
        "Job" => (is_true("Complete"), is_true("Failed")),
        "Pod" => (is_true("Ready"), false),
        _ => return None,
    };
    Some(found)
}

/// Each event of a watch, as controllers went on.
#[test]
fn readiness_agrees_with_kubectls_rules_at_every_event() {
    let (mut wrong, mut count, mut ready) = (Vec::new(), 0, 0);
    for scenario in scenarios() {
        let traces = scenario["steps"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|step| step["result"]["trace"].as_array());
        for event in traces.flatten() {
            let object = &event["object"];
            let is_deleted =
                event["type"] == "DELETED" || object["metadata"]["deletionTimestamp"].is_string();
            let Some((is_done, gave_up)) = by_kubectl(object).filter(|_| !is_deleted) else { continue };
            count += 1;
            let found = judged(object);
            ready += usize::from(found.is_ready());
            if found.is_ready() != is_done || found.is_failed() != gave_up {
                wrong.push(format!("{}: {found:?}, and kubectl says {is_done} of {object}", scenario["id"]));
            }
        }
    }
    println!("{} of {count} events agree, {ready} of them ready", count - wrong.len());
    assert!(wrong.is_empty() && count >= 40 && ready >= 5, "{}", wrong.join("\n"));
}
