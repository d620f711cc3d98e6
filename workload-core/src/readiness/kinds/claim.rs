//! Claims: bound, or waiting for the first Pod that uses them.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, text};
use crate::readiness::progress::Readiness;
use crate::readiness::surroundings::Surroundings;

/// How far a claim is.
pub(crate) fn readiness(object: &Value, around: &Surroundings<'_>) -> Readiness {
    match text(object, "/status/phase") {
        "Bound" => bound(object),
        "Lost" => Readiness::failed(format!("its volume {} is lost", text(object, "/spec/volumeName"))),
        _ if around.waits_for_a_consumer(object) => {
            Readiness::ready_but("is bound when a Pod uses it (WaitForFirstConsumer)")
        }
        _ => Readiness::missing("is not bound yet"),
    }
}

/// A bound claim may still be growing.
fn bound(object: &Value) -> Readiness {
    let state = text(object, "/status/allocatedResourceStatuses/storage");
    let asked = || text(object, "/spec/resources/requests/storage");
    if state.ends_with("ResizeInfeasible") {
        return Readiness::failed(format!("cannot grow to {}: {state}", asked()));
    }
    if condition_is(object, "FileSystemResizePending", "True").is_some() {
        return Readiness::ready_but("grows when a Pod is started with it");
    }
    if condition_is(object, "Resizing", "True").is_some() {
        return Readiness::missing(format!("is growing to {}", asked()));
    }
    Readiness::ready()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_claim_that_waits_for_its_first_consumer_is_fine_without_one() {
        let claim = json!({
            "metadata": {"name": "data", "namespace": "a"}, "spec": {"storageClassName": "standard"},
            "status": {"phase": "Pending"},
        });
        let classes =
            [json!({"metadata": {"name": "standard"}, "volumeBindingMode": "WaitForFirstConsumer"})];
        let pod = |namespace: &str| {
            json!({
                "metadata": {"namespace": namespace},
                "spec": {"volumes": [{"persistentVolumeClaim": {"claimName": "data"}}]},
            })
        };
        let judged = |pods: &[&Value], storage_classes: &[Value]| {
            readiness(&claim, &Surroundings { pods, storage_classes }).is_ready()
        };
        assert!(judged(&[], &classes));
        assert!(judged(&[&pod("b")], &classes));
        assert!(!judged(&[&pod("a")], &classes));
        assert!(!judged(&[], &[]));
    }
}
