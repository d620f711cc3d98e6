//! The part of a Job's spec that decides how it runs.

use std::sync::Arc;

use k8s_openapi::api::batch::v1::{JobSpec, PodFailurePolicyRule, SuccessPolicyRule};

use crate::k8s::defaults::values::{BACKOFF_LIMIT, BACKOFF_LIMIT_WITH_INDEX_LIMIT, COMPLETIONS, PARALLELISM};
use crate::predict::simulation::template::Template;

/// A Job's spec with the server's defaults.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of its own")]
pub(crate) struct Spec {
    pub(crate) template: Arc<Template>,
    pub(crate) parallelism: i32,
    /// How many Pods have to succeed; `None`: one, and then those that run are waited for.
    pub(crate) completions: Option<i32>,
    pub(super) indexed: bool,
    pub(super) backoff_limit: i32,
    pub(super) backoff_limit_per_index: Option<i32>,
    pub(super) max_failed_indexes: Option<i32>,
    /// Seconds.
    pub(super) deadline: Option<u64>,
    /// Seconds.
    pub(super) ttl: Option<u64>,
    pub(crate) suspend: bool,
    /// Whether a Pod is replaced only when it has failed, not when it is being deleted.
    pub(super) replaces_failed_only: bool,
    pub(super) failure_policy: Option<Vec<PodFailurePolicyRule>>,
    pub(super) success_policy: Vec<SuccessPolicyRule>,
    /// Whether another controller looks after the Job.
    pub(super) foreign: bool,
}

impl Spec {
    /// Reads a spec and fills in the defaults.
    pub(crate) fn read(spec: JobSpec) -> Self {
        let completions = spec.completions.or(spec.parallelism.is_none().then_some(COMPLETIONS));
        let seconds = |seconds: i64| u64::try_from(seconds).unwrap_or(0);
        let failure_policy = spec.pod_failure_policy.map(|policy| policy.rules);
        let foreign = |name: &str| name != "kubernetes.io/job-controller";
        Self {
            template: Template::read(&spec.template),
            parallelism: spec.parallelism.unwrap_or(PARALLELISM),
            completions,
            indexed: spec.completion_mode.as_deref() == Some("Indexed"),
            backoff_limit: spec.backoff_limit.unwrap_or(match spec.backoff_limit_per_index {
                Some(_) => BACKOFF_LIMIT_WITH_INDEX_LIMIT,
                None => BACKOFF_LIMIT,
            }),
            backoff_limit_per_index: spec.backoff_limit_per_index,
            max_failed_indexes: spec.max_failed_indexes,
            deadline: spec.active_deadline_seconds.map(seconds),
            ttl: spec.ttl_seconds_after_finished.map(|ttl| seconds(ttl.into())),
            suspend: spec.suspend.unwrap_or(false),
            replaces_failed_only: spec.pod_replacement_policy.as_deref() == Some("Failed")
                || failure_policy.is_some(),
            failure_policy,
            success_policy: spec.success_policy.map(|policy| policy.rules).unwrap_or_default(),
            foreign: spec.managed_by.as_deref().is_some_and(foreign),
        }
    }

    /// How many indexes there are; of a Job without indexes, 0.
    pub(super) fn index_count(&self) -> u32 {
        let count = if self.indexed { self.completions.unwrap_or(0) } else { 0 };
        u32::try_from(count).unwrap_or(0)
    }
}
