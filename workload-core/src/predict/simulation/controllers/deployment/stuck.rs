//! Why a Deployment does not get further.

use super::Deployment;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

impl Deployment {
    /// The cause, for one that is not where it should be.
    pub(super) fn cause(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let (status, object) = (&self.status, world.object(id));
        let (name, has_earlier) = (&object.name, object.owned.len() > 1);
        let command =
            |verb: &str| Cause::command(&format!("rollout {verb} deployment {name}"), &object.namespace);
        if self.is_complete(status) {
            return None;
        }
        let (wanted, updated, available) = (self.spec.replicas, status.updated, status.available);
        let counts = format!(
            "{updated} of {wanted} Pods {} the new template, {available} {} available",
            if updated == 1 { "has" } else { "have" },
            if available == 1 { "is" } else { "are" }
        );
        Some(if self.spec.paused {
            Cause::new(format!("Deployment {name} is paused: {counts}")).way_out(command("resume"))
        } else if self.spec.recreates && status.updated == 0 {
            Cause::new(format!("Deployment {name} waits for its old Pods to end before it makes new ones"))
        } else {
            let (unavailable, overdue) = (self.spec.max_unavailable(), self.overdue());
            let cause = Cause::new(format!(
                "Deployment {name} waits for Pods to become available: {counts}, {unavailable} may be missing{overdue}"
            ));
            let cause = Cause { follows: true, ..cause };
            if has_earlier { cause.way_out(command("undo")) } else { cause }
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
