//! Keys of apps that run to their end: how often, how long, and what a failure means.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{PodFailurePolicy, PodReplacementPolicy, RestartPolicy, SuccessPolicy};
use crate::describe::shape::{Shape, can};

/// A key that sets one field of the Job's spec.
macro_rules! job_keys {
    ($($(#[$doc:meta])* $key:ident: $type:ty => $field:ident, $path:literal;)+) => {
        impl<S: Shape> Description<S> {$(
            $(#[$doc])*
            #[track_caller]
            pub fn $key(&mut self, value: $type) -> &mut Self
            where
                S: can::RunsToCompletion,
            {
                S::job(&mut self.spec).$field = Some(value.into());
                self.note(Anchor::Job, $path)
            }
        )+}
    };
}

job_keys! {
    /// `parallelism = 4`, `#[workload(parallelism)] workers: i32`: how many Pods run at once.
    parallelism: i32 => parallelism, "parallelism";

    /// `completions = 10`: how many Pods must succeed.
    completions: i32 => completions, "completions";

    /// `backoff_limit = 3`: how many failures are retried; 6 unless said (article §6.3).
    backoff_limit: i32 => backoff_limit, "backoffLimit";

    /// `backoff_limit_per_index = 1`: how many failures are retried for each index.
    backoff_limit_per_index: i32 => backoff_limit_per_index, "backoffLimitPerIndex";

    /// `max_failed_indexes = 5`: how many indexes may fail before the job does.
    max_failed_indexes: i32 => max_failed_indexes, "maxFailedIndexes";

    /// `deadline = 3600`: seconds after which the job is ended.
    #[doc(alias("activeDeadlineSeconds", "active_deadline_seconds"))]
    deadline: i64 => active_deadline_seconds, "activeDeadlineSeconds";

    /// `ttl = 86400`: seconds after its end when the job is removed; it stays unless said (article §6.3).
    #[doc(alias("ttlSecondsAfterFinished", "ttl_seconds_after_finished"))]
    ttl: i32 => ttl_seconds_after_finished, "ttlSecondsAfterFinished";

    /// `pod_replacement_policy = Failed`: when a Pod that is ending is replaced.
    pod_replacement_policy: PodReplacementPolicy => pod_replacement_policy, "podReplacementPolicy";

    /// `pod_failure_policy(fail_job(exit_code = 42), ignore(condition = "DisruptionTarget"))`: what a
    /// Pod's failure means.
    pod_failure_policy: PodFailurePolicy => pod_failure_policy, "podFailurePolicy";

    /// `success_policy(rule(indexes = "0"))`: which indexes are enough for the job to succeed.
    success_policy: SuccessPolicy => success_policy, "successPolicy";
}

impl<S: Shape> Description<S> {
    /// `indexed`: each Pod gets a number of its own, from 0 to `completions` - 1.
    #[doc(alias("completionMode", "completion_mode"))]
    #[track_caller]
    pub fn indexed(&mut self, on: bool) -> &mut Self
    where
        S: can::RunsToCompletion,
    {
        S::job(&mut self.spec).completion_mode = on.then(|| "Indexed".to_owned());
        self.note(Anchor::Job, "completionMode")
    }

    /// `restart = Never`: whether a failed container starts again in its Pod (`OnFailure`, unless said)
    /// or a new Pod is made (`Never`) (article §6.3).
    #[doc(alias("restartPolicy", "restart_policy"))]
    #[track_caller]
    pub fn restart(&mut self, policy: RestartPolicy) -> &mut Self
    where
        S: can::RunsToCompletion,
    {
        self.pod.restart_policy = Some(policy.into());
        self.note(Anchor::Pod, "restartPolicy")
    }

    /// `suspend`, `#[workload(suspend)] paused: bool`: no new run starts until this is taken back.
    #[track_caller]
    pub fn suspend(&mut self, on: bool) -> &mut Self
    where
        S: can::Suspendable,
    {
        *S::suspend(&mut self.spec) = Some(on);
        self.note(Anchor::Object, "spec.suspend")
    }
}
