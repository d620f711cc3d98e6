//! What a Job retains: the labels that the server gave it, and that it is one Pod.

use serde_json::{Map, Value};

use super::live::is_live;
use crate::k8s::defaults::values::COMPLETIONS;

/// The labels of a Job and its Pods that the server makes up.
pub(in super::super) const JOB_LABELS: [&str; 4] =
    ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

/// Fills in what a manifest leaves out.
pub(super) fn retain(old: &Value, new: &mut Value) {
    completions(old, new);
    labels(old, new, "");
    labels(old, new, "/spec/template");
}

/// A Job that says neither how many Pods succeed nor how many run at once is one Pod; saying
/// later how many run at once leaves it at that.
fn completions(old: &Value, new: &mut Value) {
    let is_said = |job: &Value, field: &str| {
        job.get("spec").and_then(|spec| spec.get(field)).is_some_and(|value| !value.is_null())
    };
    let was_one = if is_live(old) {
        old.pointer("/spec/completions").and_then(Value::as_i64) == Some(COMPLETIONS.into())
    } else {
        !is_said(old, "completions") && !is_said(old, "parallelism")
    };
    if !was_one || is_said(new, "completions") {
        return;
    }
    if let Some(Value::Object(spec)) = new.get_mut("spec") {
        spec.insert("completions".to_owned(), COMPLETIONS.into());
    }
}

fn labels(old: &Value, new: &mut Value, above: &str) {
    let Some(old) = old.pointer(&format!("{above}/metadata/labels")).and_then(Value::as_object) else {
        return;
    };
    let retained = old.iter().filter(|(key, _)| JOB_LABELS.contains(&key.as_str()));
    let Some(Value::Object(holder)) = new.pointer_mut(above) else { return };
    for (key, value) in retained {
        let metadata = holder.entry("metadata").or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(metadata) = metadata else { return };
        let labels = metadata.entry("labels").or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(labels) = labels else { return };
        labels.entry(key).or_insert_with(|| value.clone());
    }
}
