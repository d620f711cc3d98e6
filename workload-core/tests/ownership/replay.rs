//! Replays one scenario and compares each answer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};
use workload_core::cluster::{ApiServer, Reply, Request, Status, StatusCause};

use crate::request;

/// What a replay found.
#[derive(Default)]
pub struct Outcome {
    pub disagreements: Vec<String>,
    /// What was compared, and whether it agrees.
    pub compared: Vec<(&'static str, bool)>,
}

impl Outcome {
    fn count(&mut self, what: &'static str, right: bool) {
        self.compared.push((what, right));
    }
}

/// The definitions of the custom kinds of the recordings.
pub fn definitions() -> Vec<Value> {
    ["widget-crd.json", "gadget-crd.json", "fleet-crd.json"].map(definition).to_vec()
}

/// A server as the recorded one was before a scenario.
fn server(definitions: &[Value]) -> ApiServer {
    let mut server = ApiServer::naming(|number| format!("U{number}"), |number| format!("r{number}"));
    server.add_namespace(request::NAMESPACE);
    for definition in definitions {
        server.define(definition);
    }
    server
}

/// Where a step names no object, it is about the one with a generated name.
fn set_generated_name(server: &ApiServer, request: &mut Request) {
    let names = server.objects(&request.api_version, &request.kind);
    let mut names = names.filter_map(|object| object["metadata"]["name"].as_str());
    if let Some(name) = names.find(|name| name.starts_with("web-r")) {
        name.clone_into(&mut request.name);
    }
}

pub fn replay(scenario: &Value, definitions: &[Value]) -> Outcome {
    let scenario = with_times(scenario);
    let mut server = server(definitions);
    let mut outcome = Outcome::default();
    let mut last: BTreeMap<String, Value> = BTreeMap::new();
    let mut latest = String::new();
    let mut versions = Versions::default();
    for (place, step) in scenario["steps"].as_array().unwrap().iter().enumerate() {
        let mut step = step.clone();
        undo_generated_name(&mut step);
        wrong_version(scenario["id"].as_str().unwrap_or_default(), &mut step);
        versions.rename(&mut step["body"]);
        let (mut request, is_named) = request::from_step(&scenario, &step);
        let key = format!("{}/{}/{}", request.kind, request.api_version, request.name);
        let result = &mut step["result"];
        if result["sameObject"] == true {
            result["object"] = last.get(&key).cloned().unwrap_or(Value::Null);
        } else if result["object"].is_object() && !request.dry_run {
            last.insert(key, result["object"].clone());
        }
        latest = clock(&latest, result);
        server.set_time(&latest);
        if !is_named {
            set_generated_name(&server, &mut request);
        }
        let answer = server.handle(&request);
        if let Ok(reply) = &answer {
            versions.learn(&reply.object, &step["result"]["object"]);
        }
        versions.rename(&mut step["result"]["object"]);
        for disagreement in compare(&mut outcome, &request, answer, &step["result"]) {
            outcome.disagreements.push(format!("[{place} {:?}] {disagreement}", request.verb));
        }
    }
    outcome
}

/// Scenarios that send the version `1`, which no object has: the recording writes it like the first
/// version of the object, so the answer tells which of the two was sent.
fn wrong_version(id: &str, step: &mut Value) {
    let parts: Vec<&str> = id.split('/').collect();
    let sends_wrong = match parts.as_slice() {
        ["kind", _, last] => ["optimistic", "delete", "migrate"].contains(last),
        ["special", "scale", _, last] => *last == "patch",
        _ => false,
    };
    if sends_wrong && [409, 422].contains(&step["result"]["code"].as_u64().unwrap_or(0)) {
        step["body"] = replace_version(&step["body"], false);
    }
}

/// A body that brings both a name and `generateName` is recorded as if its name were generated.
fn undo_generated_name(step: &mut Value) {
    let text = |key: &str| step["body"]["metadata"][key].as_str().unwrap_or_default().to_owned();
    let (name, prefix) = (text("name"), text("generateName"));
    let is_generated = name.strip_prefix(&prefix).is_some_and(|rest| rest.starts_with('r') && rest.len() < 4);
    if is_generated && !prefix.is_empty() {
        let text = step.to_string().replace(&format!("\"{name}\""), "\"web\"");
        *step = serde_json::from_str(&text).unwrap();
    }
}

fn replace_version(value: &Value, is_version: bool) -> Value {
    match value {
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| replace_version(item, is_version)).collect())
        }
        Value::Object(map) => {
            let of_version = map.get("path").is_some_and(|path| path == "/metadata/resourceVersion");
            let pairs = map.iter().map(|(key, value)| {
                let is_version = key == "resourceVersion" || (of_version && key == "value");
                (key.clone(), replace_version(value, is_version))
            });
            Value::Object(pairs.collect())
        }
        Value::String(text) if is_version && text == "1" => json!("1000000"),
        _ => value.clone(),
    }
}

/// The recorded versions and ours: some are used up by controllers that write between two steps.
#[derive(Default)]
struct Versions {
    ours: BTreeMap<String, String>,
}

impl Versions {
    /// Pairs the version of an answer with the recorded one, if neither has been seen.
    fn learn(&mut self, object: &Value, recorded: &Value) {
        let version = |object: &Value| object["metadata"]["resourceVersion"].as_str().map(str::to_owned);
        if let (Some(ours), Some(recorded)) = (version(object), version(recorded))
            && !self.ours.values().any(|known| *known == ours)
        {
            self.ours.entry(recorded).or_insert(ours);
        }
    }

    fn rename(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename(item)),
            Value::Object(map) => {
                let of_version = map.get("path").is_some_and(|path| path == "/metadata/resourceVersion");
                for (key, value) in map.iter_mut() {
                    let ours = value.as_str().and_then(|text| self.ours.get(text)).cloned();
                    match ours.filter(|_| key == "resourceVersion" || (of_version && key == "value")) {
                        Some(ours) => *value = json!(ours),
                        None => self.rename(value),
                    }
                }
            }
            _ => {}
        }
    }
}

fn definition(file: &str) -> Value {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ownership").join(file);
    serde_json::from_str(&std::fs::read_to_string(own).unwrap()).unwrap()
}

/// The times of a recording as times.
fn with_times(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(with_times).collect()),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), with_times(value))).collect())
        }
        Value::String(text) => match text.strip_prefix('T').and_then(|number| number.parse::<u32>().ok()) {
            Some(number) => json!(time(number)),
            None => value.clone(),
        },
        _ => value.clone(),
    }
}

fn time(number: u32) -> String {
    format!("2030-01-01T{:02}:{:02}:{:02}Z", number / 3600, number / 60 % 60, number % 60)
}

/// The second in which a step was answered: the latest that the answer names.
fn clock(latest: &str, result: &Value) -> String {
    let mut found = latest.to_owned();
    for key in ["object", "response"] {
        collect_times(&result[key], &mut found);
    }
    if found.is_empty() { time(0) } else { found }
}

fn collect_times(value: &Value, latest: &mut String) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect_times(item, latest)),
        Value::Object(map) => map.values().for_each(|value| collect_times(value, latest)),
        Value::String(text) if text.starts_with("2030-01-01T") && *text > *latest => latest.clone_from(text),
        _ => {}
    }
}

fn compare(
    outcome: &mut Outcome,
    request: &Request,
    answer: Result<Reply, Status>,
    result: &Value,
) -> Vec<String> {
    let code = result["code"].as_u64().unwrap_or_default();
    match answer {
        Ok(reply) if code < 300 => compare_success(outcome, request, &reply, result),
        Err(refusal) if code >= 300 => compare_refusal(outcome, &refusal, result),
        Ok(reply) => {
            outcome.count("refusals", false);
            vec![format!(
                "answers {} but {code} is recorded: {} {}",
                reply.code, result["message"], result["causes"]
            )]
        }
        Err(refusal) => {
            outcome.count("objects", false);
            vec![format!("refuses ({}) but {code} is recorded", show_refusal(&refusal))]
        }
    }
}

fn compare_success(outcome: &mut Outcome, request: &Request, reply: &Reply, result: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    if result["code"] != reply.code {
        wrong.push(format!("code {} but {} is recorded", reply.code, result["code"]));
    }
    if result["changed"].is_boolean() && result["changed"] != reply.changed {
        wrong.push(format!("changed {} but {} is recorded", reply.changed, result["changed"]));
    }
    let recorded = &result["object"];
    let split = |object: &Value| {
        let mut object = one_name(object);
        let entries = object
            .get_mut("metadata")
            .and_then(Value::as_object_mut)
            .and_then(|meta| meta.remove("managedFields"));
        (object, entries.unwrap_or(Value::Null))
    };
    let (recorded, recorded_entries) = split(recorded);
    let (object, entries) = split(&reply.object);
    outcome.count("objects", recorded == object);
    outcome.count("managedFields", recorded_entries == entries);
    let _ = request;
    difference("", &object, &recorded, &mut wrong);
    if recorded_entries != entries {
        wrong.push(format!(
            "entries\n      ours     {}\n      recorded {}",
            show(&entries),
            show(&recorded_entries)
        ));
    }
    wrong
}

/// A generated name is written anew wherever it comes up; all of a scenario are one.
fn one_name(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(one_name).collect()),
        Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), one_name(value))).collect())
        }
        Value::String(text) if text.starts_with("web-r") && text[5..].parse::<u32>().is_ok() => {
            json!("web-r")
        }
        _ => value.clone(),
    }
}

fn show(entries: &Value) -> String {
    let entries = entries.as_array().into_iter().flatten();
    let lines: Vec<_> = entries
        .map(|entry| {
            format!(
                "{} {} {} {} {} {}",
                entry["manager"],
                entry["operation"],
                entry["apiVersion"],
                entry["subresource"],
                entry["time"],
                entry["fieldsV1"]
            )
        })
        .collect();
    lines.join("\n               ")
}

/// Lists where two values differ.
fn difference(path: &str, ours: &Value, recorded: &Value, wrong: &mut Vec<String>) {
    match (ours, recorded) {
        (Value::Object(left), Value::Object(right)) => {
            let keys: BTreeSet<_> = left.keys().chain(right.keys()).collect();
            for key in keys {
                let side = |map: &serde_json::Map<String, Value>| {
                    map.get(key).cloned().unwrap_or_else(|| json!("(absent)"))
                };
                difference(&format!("{path}.{key}"), &side(left), &side(right), wrong);
            }
        }
        _ if ours == recorded => {}
        _ => wrong.push(format!("{path}: ours {ours} recorded {recorded}")),
    }
}

fn compare_refusal(outcome: &mut Outcome, refusal: &Status, result: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let code = result["code"].as_u64().unwrap_or_default();
    let recorded = recorded_causes(result);
    let is_conflict = recorded.iter().any(|cause| cause.reason == "FieldManagerConflict");
    if u64::from(refusal.code) != code || refusal.reason != result["reason"].as_str().unwrap_or_default() {
        wrong.push(format!(
            "refusal {} but {code} {} {} is recorded",
            show_refusal(refusal),
            result["reason"],
            result["message"]
        ));
    } else if is_conflict {
        if refusal.message != result["message"] || sorted(&refusal.causes, true) != sorted(&recorded, true) {
            wrong.push(format!(
                "conflict\n   ours     {:?}\n   recorded {}",
                refusal.message, result["message"]
            ));
        }
    } else if sorted(&refusal.causes, false) != sorted(&recorded, false) {
        wrong.push(format!("causes {} but {} is recorded", show_refusal(refusal), result["causes"]));
    } else if code == 500 && !covers(&refusal.message, result["message"].as_str().unwrap_or_default()) {
        wrong.push(format!("message {:?} but {} is recorded", refusal.message, result["message"]));
    }
    outcome.count(if is_conflict { "conflicts" } else { "refusals" }, wrong.is_empty());
    wrong
}

fn sorted(causes: &[StatusCause], with_message: bool) -> Vec<StatusCause> {
    let mut causes: Vec<StatusCause> = causes
        .iter()
        .cloned()
        .map(|mut cause| {
            if !with_message {
                cause.message.clear();
            }
            cause
        })
        .collect();
    causes.sort();
    causes
}

/// Go visits the keys of a map in any order and stops at the first field that it does not know, so
/// the recorded errors may be fewer.
fn covers(ours: &str, recorded: &str) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let (_, text) = text.split_once("): ").unwrap_or(("", text));
        text.split("\n  ").map(str::to_owned).filter(|line| line != "errors:").collect()
    };
    let (ours, recorded) = (lines(ours), lines(recorded));
    recorded.iter().all(|line| ours.contains(line))
}

/// The recorded causes of a result.
fn recorded_causes(result: &Value) -> Vec<StatusCause> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let causes = result["causes"].as_array().into_iter().flatten();
    causes
        .map(|cause| StatusCause {
            reason: text(&cause["reason"]),
            field: text(&cause["field"]),
            message: text(&cause["message"]),
        })
        .collect()
}

/// A refusal in one line.
fn show_refusal(refusal: &Status) -> String {
    let causes: Vec<_> = refusal.causes.iter().map(|cause| json!([cause.reason, cause.field])).collect();
    format!("{} {} {:?} {}", refusal.code, refusal.reason, refusal.message, json!(causes))
}
