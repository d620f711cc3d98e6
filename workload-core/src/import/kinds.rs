//! The fields of each workload kind as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::table::How::{Group, Plain, With};
use super::table::{Table, group, keys, plain};

/// A workload kind: the word of its shape, and where its Pod template stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A Deployment.
    Stateless,
    /// A StatefulSet.
    Stateful,
    /// A DaemonSet.
    PerNode,
    /// A Job.
    RunOnce,
    /// A CronJob.
    Scheduled,
}

impl Kind {
    /// The kind of an object, if it is a workload of a served version.
    pub(super) fn of(object: &Json) -> Option<Self> {
        let field = |name: &str| object.get(name).and_then(Json::as_str);
        match (field("apiVersion")?, field("kind")?) {
            ("apps/v1", "Deployment") => Some(Self::Stateless),
            ("apps/v1", "StatefulSet") => Some(Self::Stateful),
            ("apps/v1", "DaemonSet") => Some(Self::PerNode),
            ("batch/v1", "Job") => Some(Self::RunOnce),
            ("batch/v1", "CronJob") => Some(Self::Scheduled),
            _ => None,
        }
    }

    /// The word of the shape; a schedule makes a scheduled app by itself.
    pub(super) const fn word(self) -> Option<&'static str> {
        match self {
            Self::Stateless | Self::Scheduled => None,
            Self::Stateful => Some("stateful"),
            Self::PerNode => Some("per_node"),
            Self::RunOnce => Some("run_once"),
        }
    }

    /// The module of the shape's typed objects, and the field of the workload's own object.
    pub(super) const fn objects(self) -> (&'static str, &'static str) {
        match self {
            Self::Stateless => ("stateless", "deployment"),
            Self::Stateful => ("stateful", "stateful_set"),
            Self::PerNode => ("per_node", "daemon_set"),
            Self::RunOnce => ("run_once", "job"),
            Self::Scheduled => ("scheduled", "cron_job"),
        }
    }

    /// Kubernetes' word for it.
    pub(super) const fn object(self) -> &'static str {
        match self {
            Self::Stateless => "Deployment",
            Self::Stateful => "StatefulSet",
            Self::PerNode => "DaemonSet",
            Self::RunOnce => "Job",
            Self::Scheduled => "CronJob",
        }
    }

    /// The Pod template of an object of this kind.
    pub(super) fn template(self, object: &Json) -> &Json {
        let pointer =
            if self == Self::Scheduled { "/spec/jobTemplate/spec/template" } else { "/spec/template" };
        object.pointer(pointer).unwrap_or(&Json::Null)
    }

    /// Whether the kind selects its Pods by labels that its author says.
    pub(super) const fn selects(self) -> bool {
        matches!(self, Self::Stateless | Self::Stateful | Self::PerNode)
    }

    /// The key of a field of the spec that only workloads of some kinds have.
    pub(super) fn key_of(self, field: &str) -> Option<&'static str> {
        let tables = match self {
            Self::Stateless => [DEPLOYMENT, &[]],
            Self::Stateful => [STATEFUL_SET, &[]],
            Self::PerNode => [ROLLOUT, &[]],
            Self::RunOnce => [JOB, SUSPEND],
            Self::Scheduled => [JOB, CRON_JOB],
        };
        let others = [
            ("selector", "selector"),
            ("serviceName", "service"),
            ("successfulJobsHistoryLimit", "history"),
            ("failedJobsHistoryLimit", "history"),
        ];
        let mut known = tables.into_iter().flatten().map(|(known, key, _)| (*known, *key)).chain(others);
        known.find(|(known, _)| *known == field).map(|(_, key)| key)
    }

    /// The keys that only this kind has.
    pub(super) fn keys(self, object: &Json) -> Vec<Attribute> {
        let spec = object.get("spec").unwrap_or(&Json::Null);
        let mut all = match self {
            Self::Stateless => keys(spec, DEPLOYMENT),
            Self::Stateful => keys(spec, STATEFUL_SET),
            Self::PerNode => keys(spec, ROLLOUT),
            Self::RunOnce => keys(spec, SUSPEND),
            Self::Scheduled => cron_job(spec),
        };
        if self.selects() {
            all.extend(strategy(spec.get("strategy").or_else(|| spec.get("updateStrategy"))));
        } else {
            let job = if self == Self::Scheduled { spec.pointer("/jobTemplate/spec") } else { Some(spec) };
            all.extend(job_keys(job.unwrap_or(&Json::Null)));
        }
        all
    }
}

const ROLLOUT: Table =
    &[("minReadySeconds", "min_ready", Plain), ("revisionHistoryLimit", "revision_history", Plain)];

const DEPLOYMENT: Table = &[
    ("minReadySeconds", "min_ready", Plain),
    ("revisionHistoryLimit", "revision_history", Plain),
    ("progressDeadlineSeconds", "progress_deadline", Plain),
    ("paused", "paused", Plain),
];

const STATEFUL_SET: Table = &[
    ("minReadySeconds", "min_ready", Plain),
    ("revisionHistoryLimit", "revision_history", Plain),
    ("podManagementPolicy", "parallel", With(parallel)),
    ("ordinals", "first_ordinal", With(first_ordinal)),
    (
        "persistentVolumeClaimRetentionPolicy",
        "claim_retention",
        Group(&[("whenDeleted", "deleted", Plain), ("whenScaled", "scaled", Plain)]),
    ),
];

fn parallel(policy: &Json) -> Option<Value> {
    (policy.as_str() == Some("Parallel")).then_some(Value::Flag(true))
}

fn first_ordinal(ordinals: &Json) -> Option<Value> {
    ordinals.get("start").and_then(plain)
}

fn strategy(strategy: Option<&Json>) -> Option<Attribute> {
    let strategy = strategy?;
    match strategy.get("type").and_then(Json::as_str) {
        Some("Recreate") => return Some(Attribute::new("recreate", Value::Flag(true))),
        Some("OnDelete") => return Some(Attribute::new("on_delete", Value::Flag(true))),
        _ => {}
    }
    let bounds = keys(
        strategy.get("rollingUpdate")?,
        &[
            ("maxSurge", "max_surge", Plain),
            ("maxUnavailable", "max_unavailable", Plain),
            ("partition", "partition", Plain),
        ],
    );
    group(bounds).map(|bounds| Attribute::new("rolling_update", bounds))
}

const SUSPEND: Table = &[("suspend", "suspend", Plain)];

const CRON_JOB: Table = &[
    ("schedule", "schedule", Plain),
    ("timeZone", "time_zone", Plain),
    ("concurrencyPolicy", "concurrency", Plain),
    ("startingDeadlineSeconds", "starting_deadline", Plain),
    ("suspend", "suspend", Plain),
];

fn cron_job(spec: &Json) -> Vec<Attribute> {
    let mut all = keys(spec, CRON_JOB);
    let limits = keys(
        spec,
        &[("successfulJobsHistoryLimit", "successful", Plain), ("failedJobsHistoryLimit", "failed", Plain)],
    );
    all.extend(group(limits).map(|limits| Attribute::new("history", limits)));
    all
}

const JOB: Table = &[
    ("parallelism", "parallelism", Plain),
    ("completions", "completions", Plain),
    ("completionMode", "indexed", With(indexed)),
    ("backoffLimit", "backoff_limit", Plain),
    ("backoffLimitPerIndex", "backoff_limit_per_index", Plain),
    ("maxFailedIndexes", "max_failed_indexes", Plain),
    ("activeDeadlineSeconds", "deadline", Plain),
    ("ttlSecondsAfterFinished", "ttl", Plain),
    ("podReplacementPolicy", "pod_replacement_policy", Plain),
    ("podFailurePolicy", "pod_failure_policy", With(failure_policy)),
    ("successPolicy", "success_policy", With(success_policy)),
];

fn job_keys(job: &Json) -> Vec<Attribute> {
    let mut all = keys(job, JOB);
    let restart = job.pointer("/template/spec/restartPolicy").and_then(plain);
    all.extend(restart.map(|policy| Attribute::new("restart", policy)));
    all
}

fn indexed(mode: &Json) -> Option<Value> {
    (mode.as_str() == Some("Indexed")).then_some(Value::Flag(true))
}

fn failure_policy(policy: &Json) -> Option<Value> {
    let rule = |rule: &Json| {
        let key = match rule.get("action")?.as_str()? {
            "FailJob" => "fail_job",
            "FailIndex" => "fail_index",
            "Ignore" => "ignore",
            _ => "count",
        };
        let mut all = Vec::new();
        if let Some(codes) = rule.get("onExitCodes").filter(|codes| !codes.is_null()) {
            let code = if codes.get("operator")?.as_str()? == "In" { "exit_code" } else { "other_exit_code" };
            all.extend(keys(codes, &[("containerName", "container", Plain)]));
            let values = codes.get("values")?.as_array()?.iter().filter_map(plain);
            all.extend(values.map(|value| Attribute::new(code, value)));
        }
        let conditions = rule.get("onPodConditions").and_then(Json::as_array).into_iter().flatten();
        all.extend(conditions.filter_map(|it| Some(Attribute::new("condition", plain(it.get("type")?)?))));
        Some(Attribute::new(key, group(all)?))
    };
    group(policy.get("rules")?.as_array()?.iter().filter_map(rule).collect())
}

fn success_policy(policy: &Json) -> Option<Value> {
    let table: Table = &[("succeededIndexes", "indexes", Plain), ("succeededCount", "count", Plain)];
    let rules = policy.get("rules")?.as_array()?.iter();
    group(rules.filter_map(|rule| Some(Attribute::new("rule", group(keys(rule, table))?))).collect())
}
