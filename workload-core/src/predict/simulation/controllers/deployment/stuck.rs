//! Why a Deployment does not get further.

use super::Deployment;
use crate::predict::simulation::cause::Cause;

impl Deployment {
    /// The cause, for one that is not where it should be.
    pub(super) fn cause(&self, name: &str, has_earlier: bool) -> Option<Cause> {
        let status = &self.status;
        if self.is_complete(status) {
            return None;
        }
        let (wanted, updated, available) = (self.spec.replicas, status.updated, status.available);
        let counts = format!("{updated} of {wanted} Pods have the new template, {available} are available");
        Some(if self.spec.paused {
            Cause::new(format!("Deployment {name} is paused: {counts}"))
                .way_out(format!("`kubectl rollout resume deployment {name}`"))
        } else if self.spec.recreates && status.updated == 0 {
            Cause::new(format!("Deployment {name} waits for its old Pods to end before it makes new ones"))
        } else {
            let (unavailable, overdue) = (self.spec.max_unavailable(), self.overdue());
            let cause = Cause::new(format!(
                "Deployment {name} waits for Pods to become available: {counts}, {unavailable} may be missing{overdue}"
            ));
            let cause = Cause { follows: true, ..cause };
            if has_earlier {
                cause.way_out(format!("`kubectl rollout undo deployment {name}`"))
            } else {
                cause
            }
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
