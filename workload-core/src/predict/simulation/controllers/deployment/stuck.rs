//! Why a Deployment does not get further.

use super::Deployment;

impl Deployment {
    /// The reason in words, for one that is not where it should be.
    pub(super) fn reason(&self, name: &str) -> Option<String> {
        let status = &self.status;
        if self.is_complete(status) {
            return None;
        }
        let wanted = self.spec.replicas;
        let counts = format!(
            "{} of {wanted} Pods have the new template, {} are available",
            status.updated, status.available
        );
        Some(if self.spec.paused {
            format!("Deployment {name} is paused: {counts}")
        } else if self.spec.recreates && status.updated == 0 {
            format!("Deployment {name} waits for its old Pods to end before it makes new ones")
        } else {
            let unavailable = self.spec.max_unavailable();
            let rolled_back = if self.conditions.reason("Progressing") == "ProgressDeadlineExceeded" {
                "; its progress deadline is over, and Kubernetes does not roll back by itself"
            } else {
                ""
            };
            format!(
                "Deployment {name} waits for Pods to become available: {counts}, {unavailable} may be missing{rolled_back}"
            )
        })
    }
}
