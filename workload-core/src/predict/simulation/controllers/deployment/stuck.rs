//! Why a Deployment does not get further.

use super::Deployment;

impl Deployment {
    /// The reason in words, for one that is not where it should be.
    pub(super) fn reason(&self, name: &str) -> Option<String> {
        let status = &self.status;
        if self.is_complete(status) {
            return None;
        }
        let (wanted, updated, available) = (self.spec.replicas, status.updated, status.available);
        let counts = format!("{updated} of {wanted} Pods have the new template, {available} are available");
        Some(if self.spec.paused {
            format!("Deployment {name} is paused: {counts}")
        } else if self.spec.recreates && status.updated == 0 {
            format!("Deployment {name} waits for its old Pods to end before it makes new ones")
        } else {
            let (unavailable, overdue) = (self.spec.max_unavailable(), self.overdue());
            format!(
                "Deployment {name} waits for Pods to become available: {counts}, {unavailable} may be missing{overdue}"
            )
        })
    }

    /// What is added for a rollout whose progress deadline is over.
    fn overdue(&self) -> &'static str {
        if self.conditions.reason("Progressing") == "ProgressDeadlineExceeded" {
            "; its progress deadline is over, and Kubernetes does not roll back by itself"
        } else {
            ""
        }
    }
}
