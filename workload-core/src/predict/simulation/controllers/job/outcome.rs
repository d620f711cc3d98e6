//! How a Job ends, and the conditions that say so.

use crate::predict::simulation::cause::Cause;

/// How a Job ends.
#[derive(Clone, Debug)]
pub(super) struct Finish {
    pub(super) success: bool,
    pub(super) reason: &'static str,
    pub(super) message: String,
}

impl Finish {
    /// It has succeeded.
    pub(super) fn complete(reason: &'static str) -> Self {
        Self { success: true, reason, message: "Job completed".to_owned() }
    }

    pub(super) fn failed(reason: &'static str, message: impl Into<String>) -> Self {
        Self { success: false, reason, message: message.into() }
    }

    /// The types of the conditions that say so: first while Pods are still ending, then at the end.
    pub(super) const fn conditions(&self) -> (&'static str, &'static str) {
        if self.success { ("SuccessCriteriaMet", "Complete") } else { ("FailureTarget", "Failed") }
    }

    /// Why a Job has failed, and what helps.
    pub(super) fn cause(&self, name: &str, namespace: &str) -> Cause {
        let known = FAILURES.iter().find(|(reason, ..)| *reason == self.reason);
        let (_, why, help) = known.unwrap_or(&("", "some of its indexes failed", LOGS));
        Cause::new(format!("Job {name} has failed ({}): {why}, and a Job does not begin again", self.reason))
            .way_out(format!(
                "{help}; then {} and apply it again",
                Cause::command(&format!("delete job {name}"), namespace)
            ))
    }
}

const LOGS: &str = "find out from the logs of its Pods why";

/// The reasons for which a Job fails, in words, and what helps.
const FAILURES: &[(&str, &str, &str)] = &[
    ("BackoffLimitExceeded", "its Pods failed more often than its `backoffLimit` allows", LOGS),
    ("DeadlineExceeded", "it ran longer than its `activeDeadlineSeconds`", "raise `activeDeadlineSeconds`"),
    ("PodFailurePolicy", "its `podFailurePolicy` ends it at such a failure", LOGS),
    ("MaxFailedIndexesExceeded", "more indexes failed than its `maxFailedIndexes` allows", LOGS),
];
