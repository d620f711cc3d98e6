//! The defaults of Jobs and CronJobs.

use serde_json::json;

use super::pod;
use super::tools::{Object, default, default_pointer, each, inside, is_empty, within};

pub(super) fn job(object: &mut Object) {
    within(object, "spec", |spec| {
        if !spec.contains_key("completions") && !spec.contains_key("parallelism") {
            spec.insert("completions".to_owned(), json!(1));
        }
        default(spec, "parallelism", 1);
        let by_index = spec.contains_key("backoffLimitPerIndex");
        default(spec, "backoffLimit", if by_index { i32::MAX } else { 6 });
        default_pointer(spec, "completionMode", "NonIndexed");
        default(spec, "suspend", false);
        let replaces = if spec.contains_key("podFailurePolicy") { "Failed" } else { "TerminatingOrFailed" };
        default_pointer(spec, "podReplacementPolicy", replaces);
        default(spec, "manualSelector", false);
        inside(spec, "podFailurePolicy", |policy| {
            each(policy, "rules", |rule| {
                each(rule, "onPodConditions", |condition| default(condition, "status", "True"));
            });
        });
        within(spec, "template", pod::template);
    });
    labels_of_template(object);
}

/// A Job without labels has those of its template.
fn labels_of_template(object: &mut Object) {
    let labels = object["spec"]["template"]["metadata"]["labels"].as_object().cloned().unwrap_or_default();
    within(object, "metadata", |metadata| {
        if is_empty(metadata, "labels") && !labels.is_empty() {
            metadata.insert("labels".to_owned(), json!(labels));
        }
    });
}

pub(super) fn cron_job(object: &mut Object) {
    within(object, "spec", |spec| {
        default(spec, "concurrencyPolicy", "Allow");
        default_pointer(spec, "suspend", false);
        default(spec, "successfulJobsHistoryLimit", 3);
        default(spec, "failedJobsHistoryLimit", 1);
        within(spec, "jobTemplate", |template| {
            within(template, "spec", |spec| within(spec, "template", pod::template));
        });
    });
}
