//! How a Job ends, and the conditions that say so.

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
}
