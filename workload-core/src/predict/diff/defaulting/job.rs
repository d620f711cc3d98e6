//! Defaults of Jobs and CronJobs.

use serde_json::{Map, Value};

use super::fields::{default, each, inside};
use super::pod;

type Fields = Map<String, Value>;

pub(super) fn job(object: &mut Fields) {
    without_given(object);
    // A Job without labels takes those of its Pods.
    if let Some(labels) = template_labels(object) {
        inside(object, "metadata", |metadata| default(metadata, "labels", labels));
    }
    inside(object, "spec", job_spec);
}

/// What the server gives each Job by itself, and `kubectl get -o yaml` shows.
const GIVEN: [&str; 4] =
    ["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

/// Leaves out the selector and labels that the server made up.
fn without_given(object: &mut Fields) {
    let is_own = |spec: &Value| spec.get("manualSelector") == Some(&Value::Bool(true));
    if object.get("spec").is_some_and(is_own) {
        return;
    }
    inside(object, "metadata", without_given_labels);
    inside(object, "spec", |spec| {
        spec.remove("selector");
        inside(spec, "template", |template| inside(template, "metadata", without_given_labels));
    });
}

fn without_given_labels(metadata: &mut Fields) {
    inside(metadata, "labels", |labels| labels.retain(|key, _| !GIVEN.contains(&key.as_str())));
    if metadata.get("labels").and_then(Value::as_object).is_some_and(Map::is_empty) {
        metadata.remove("labels");
    }
}

fn template_labels(object: &Fields) -> Option<Value> {
    object.get("spec")?.pointer("/template/metadata/labels").cloned()
}

fn job_spec(spec: &mut Fields) {
    if !spec.contains_key("parallelism") && !spec.contains_key("completions") {
        default(spec, "completions", 1);
    }
    default(spec, "parallelism", 1);
    let limit = if spec.contains_key("backoffLimitPerIndex") { i64::from(i32::MAX) } else { 6 };
    default(spec, "backoffLimit", limit);
    default(spec, "completionMode", "NonIndexed");
    default(spec, "suspend", false);
    default(spec, "manualSelector", false);
    let replaced = if spec.contains_key("podFailurePolicy") { "Failed" } else { "TerminatingOrFailed" };
    default(spec, "podReplacementPolicy", replaced);
    inside(spec, "podFailurePolicy", |policy| {
        each(policy, "rules", |rule| {
            each(rule, "onPodConditions", |condition| default(condition, "status", "True"));
        });
    });
    pod::template(spec);
}

pub(super) fn cron_job(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "concurrencyPolicy", "Allow");
        default(spec, "suspend", false);
        default(spec, "successfulJobsHistoryLimit", 3);
        default(spec, "failedJobsHistoryLimit", 1);
        inside(spec, "jobTemplate", |template| {
            template.retain(|_, value| value.as_object().is_none_or(|map| !map.is_empty()));
            inside(template, "spec", job_spec);
        });
    });
}
