//! Defaults of Jobs and CronJobs.

use super::pod::TEMPLATE;
use super::table::Entry::{Derived, Field, Typed};
use super::table::Literal::{Flag, Number, Text};
use super::table::{Fields, Type, default};
use super::values::{
    BACKOFF_LIMIT, BACKOFF_LIMIT_WITH_INDEX_LIMIT, COMPLETIONS, FAILED_JOBS_HISTORY_LIMIT, PARALLELISM,
    SUCCESSFUL_JOBS_HISTORY_LIMIT,
};
use super::workloads::labels_of_template;

pub(super) const JOB: Type = &[Derived(labels_of_template), Typed("spec", SPEC)];

const SPEC: Type = &[
    Derived(completions),
    Field("parallelism", Number(PARALLELISM)),
    Derived(backoff_limit),
    Field("completionMode", Text("NonIndexed")),
    Field("suspend", Flag(false)),
    Field("manualSelector", Flag(false)),
    Derived(replacement_policy),
    Typed(
        "podFailurePolicy",
        &[Typed("rules", &[Typed("onPodConditions", &[Field("status", Text("True"))])])],
    ),
    Typed("template", TEMPLATE),
];

pub(super) const CRON_JOB: Type = &[Typed(
    "spec",
    &[
        Field("concurrencyPolicy", Text("Allow")),
        Field("suspend", Flag(false)),
        Field("successfulJobsHistoryLimit", Number(SUCCESSFUL_JOBS_HISTORY_LIMIT)),
        Field("failedJobsHistoryLimit", Number(FAILED_JOBS_HISTORY_LIMIT)),
        // The Job in it gets its own defaults when it is made.
        Typed("jobTemplate", &[Typed("spec", &[Typed("template", TEMPLATE)])]),
    ],
)];

/// Without either number the Job is one Pod; with `parallelism` alone it is a work queue.
fn completions(spec: &mut Fields) {
    if spec.get("parallelism").is_none_or(serde_json::Value::is_null) {
        default(spec, "completions", COMPLETIONS);
    }
}

fn backoff_limit(spec: &mut Fields) {
    let limit = if spec.contains_key("backoffLimitPerIndex") {
        BACKOFF_LIMIT_WITH_INDEX_LIMIT
    } else {
        BACKOFF_LIMIT
    };
    default(spec, "backoffLimit", limit);
}

fn replacement_policy(spec: &mut Fields) {
    let policy = if spec.contains_key("podFailurePolicy") { "Failed" } else { "TerminatingOrFailed" };
    default(spec, "podReplacementPolicy", policy);
}
