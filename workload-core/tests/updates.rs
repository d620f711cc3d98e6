//! Scores the comparison of objects against what a real API server said of thousands of updates.
//!
//! `WORKLOAD_UPDATES` names the file, one JSON object a line; without it the file beside a
//! checkout is used, and where there is none the test says so and ends. `WORKLOAD_SHOW=20`
//! prints that many disagreements of each kind of object.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and prints its score"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;
use workload_core::predict::diff::{Action, Change, Changes, Effect, FieldChange};

#[derive(Deserialize)]
struct Update {
    id: String,
    kind: String,
    change: String,
    state: String,
    old: Value,
    new: Value,
    live: Option<Value>,
    via: Option<String>,
    v1_36: Answer,
}

#[derive(Deserialize)]
struct Answer {
    status: String,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    message: String,
    template: Option<String>,
    stored: Option<String>,
}

#[derive(Deserialize)]
struct Cause {
    field: Option<String>,
}

impl Update {
    fn another_object(&self) -> bool {
        let identity = |object: &Value| {
            let text = |pointer: &str| {
                object.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            (text("/metadata/name"), text("/metadata/namespace"))
        };
        identity(&self.old) != identity(&self.new)
    }
}

#[derive(Default)]
struct Score {
    updates: usize,
    agreed: usize,
    wrong: Vec<String>,
    fields: usize,
    named: usize,
    unnamed: Vec<String>,
    templates: usize,
    rolled: usize,
    misrolled: Vec<String>,
    stored: usize,
    same: usize,
    misstored: Vec<String>,
}

fn read() -> Option<Vec<Update>> {
    let path = env::var_os("WORKLOAD_UPDATES").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/verdicts/updates/train.jsonl")),
        PathBuf::from,
    );
    let text = fs::read_to_string(path).ok()?;
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

fn score(update: &Update, from_live: bool, score: &mut Score) {
    let old = if from_live { update.live.as_ref().unwrap_or(&update.old) } else { &update.old };
    let changes = Changes::between(std::slice::from_ref(old), std::slice::from_ref(&update.new));
    let told = format!("{} [{}] {}", update.id, update.state, update.change);
    score.updates += 1;
    if update.another_object() {
        let agrees =
            changes.changes.iter().any(|change| change.action == Action::Added || change.is_forbidden());
        score.agreed += usize::from(agrees);
        if !agrees {
            score.wrong.push(format!("{told}: not another object"));
        }
        return;
    }
    let is_refused = changes.is_forbidden();
    let was_refused = update.v1_36.status == "rejected";
    let refusal = changes.changes.iter().find_map(|change| change.refusal.clone()).unwrap_or_default();
    if is_refused == was_refused {
        score.agreed += 1;
    } else {
        score.wrong.push(format!(
            "{told}: {} {refusal}",
            update.v1_36.message.chars().take(300).collect::<String>()
        ));
        return;
    }
    if is_refused {
        for field in update.v1_36.causes.iter().filter_map(|cause| cause.field.as_ref()) {
            score.fields += 1;
            if refusal.contains(field.as_str()) {
                score.named += 1;
            } else {
                score.unnamed.push(format!("{told}: {field}: {refusal}"));
            }
        }
        return;
    }
    if let Some(template) = &update.v1_36.template {
        let ours = changes.changes.iter().any(changes_template);
        score.templates += 1;
        if ours == (template == "changed") {
            score.rolled += 1;
        } else {
            score.misrolled.push(format!("{told}: template {template}"));
        }
    }
    if let Some(stored) = &update.v1_36.stored {
        let ours = changes.changes.iter().any(|change| change.fields.iter().any(|field| !is_kept(field)));
        score.stored += 1;
        if ours == (stored == "changed") {
            score.same += 1;
        } else {
            score.misstored.push(format!(
                "{told}: stored {stored} {:?}",
                changes
                    .changes
                    .iter()
                    .flat_map(|change| change.fields.iter().map(|field| field.path.clone()))
                    .collect::<Vec<_>>()
            ));
        }
    }
}

/// Whether the server keeps the field as it is.
fn is_kept(field: &FieldChange) -> bool {
    matches!(&field.effect, Effect::Ignored { until } if until.ends_with("deleted and made again"))
}

fn changes_template(change: &Change) -> bool {
    const TEMPLATES: [&str; 3] = ["spec.template", "spec.jobTemplate.spec.template", "template"];
    change
        .fields
        .iter()
        .any(|field| !is_kept(field) && TEMPLATES.iter().any(|path| field.path.starts_with(path)))
}

#[test]
fn updates_are_answered_as_the_server_does() {
    let Some(updates) = read() else {
        println!("no recorded updates: set WORKLOAD_UPDATES to their file");
        return;
    };
    let show: usize = env::var("WORKLOAD_SHOW").ok().and_then(|count| count.parse().ok()).unwrap_or(0);
    let only = env::var("WORKLOAD_KIND").ok();
    for from_live in [true, false] {
        let mut by_kind: BTreeMap<&str, Score> = BTreeMap::new();
        for update in updates
            .iter()
            .filter(|update| update.via.is_none())
            .filter(|update| only.as_ref().is_none_or(|only| *only == update.kind))
        {
            score(update, from_live, by_kind.entry(&update.kind).or_default());
        }
        let mut total = [0; 8];
        for (kind, score) in &by_kind {
            let row = [
                score.agreed,
                score.updates,
                score.named,
                score.fields,
                score.rolled,
                score.templates,
                score.same,
                score.stored,
            ];
            for (sum, count) in total.iter_mut().zip(row) {
                *sum += count;
            }
            if score.agreed < score.updates
                || only.is_some()
                || score.rolled < score.templates
                || score.same < score.stored
            {
                println!("{kind}: {row:?}");
            }
            for (name, list) in [
                ("verdict", &score.wrong),
                ("field", &score.unnamed),
                ("template", &score.misrolled),
                ("stored", &score.misstored),
            ] {
                for told in list.iter().take(show) {
                    println!("  {name}: {told}");
                }
            }
        }
        println!("from_live={from_live}: {total:?} {:.4}", total[0] as f64 / total[1] as f64);
    }
}

#[test]
fn what_is_there_is_what_was_applied() {
    let Some(updates) = read() else { return };
    let mut paths: BTreeMap<(String, String, String), (usize, String)> = BTreeMap::new();
    for update in &updates {
        let Some(live) = &update.live else { continue };
        let changes = Changes::between(std::slice::from_ref(live), std::slice::from_ref(&update.old));
        for field in changes.changes.iter().flat_map(|change| &change.fields) {
            let key = (update.kind.clone(), update.state.clone(), field.path.clone());
            let entry = paths
                .entry(key)
                .or_insert_with(|| (0, format!("{} {:?} → {:?}", update.id, field.old, field.new)));
            entry.0 += 1;
        }
    }
    for (key, (count, told)) in paths {
        println!("{count} {key:?} {}", told.chars().take(200).collect::<String>());
    }
}

#[test]
fn tmp_plan_path() {
    use workload_core::predict::plan::ObjectSet;
    let Some(updates) = read() else { return };
    let mut bad_old = BTreeMap::new();
    let mut bad_new = Vec::new();
    for update in updates.iter().filter(|update| update.via.is_none()) {
        let old = update.live.as_ref().unwrap_or(&update.old).to_string();
        if let Err(why) = ObjectSet::from_yaml(&old) {
            bad_old.entry(format!("{} {}", update.kind, why)).and_modify(|n| *n += 1).or_insert(1);
        }
        if update.v1_36.status == "accepted" {
            if let Err(why) = ObjectSet::from_yaml(&update.new.to_string()) {
                bad_new.push(format!("{} {} {} {why}", update.id, update.kind, update.change));
            }
        }
    }
    println!("{bad_old:#?}\n{bad_new:#?}");
}
