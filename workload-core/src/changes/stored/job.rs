//! Defaults of Jobs and CronJobs.

use serde_json::{Map, Value};

use super::defaults::{default, each, inside};
use super::pod;

type Fields = Map<String, Value>;

pub(super) fn job(object: &mut Fields) {
    // A Job without labels takes those of its Pods.
    if let Some(labels) = template_labels(object) {
        if let Some(Value::Object(metadata)) = object.get_mut("metadata") {
            default(metadata, "labels", labels);
        }
    }
    inside(object, "spec", job_spec);
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
