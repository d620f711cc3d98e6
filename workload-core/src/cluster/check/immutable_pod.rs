//! What a change of a Pod must leave as it is.

use serde_json::Value;

use crate::cluster::json::{items, remove, text, without};
use crate::cluster::status::StatusCause;

/// Fields of a Pod's spec that may change.
const FREE: &[&str] = &["activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations"];

const FIXED: &str = "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/// Containers for debugging stay once they are there.
pub(super) fn ephemeral(new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    let names = |pod: &Value| -> Vec<Value> {
        items(&pod["spec"]["ephemeralContainers"]).iter().map(|container| container["name"].clone()).collect()
    };
    let kept = names(new);
    if names(live).iter().any(|name| !kept.contains(name)) {
        causes.push(StatusCause::new("Forbidden", "spec.ephemeralContainers"));
    }
}

/// Of a Pod, only images, two durations and the times of tolerations change.
pub(super) fn pod(new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    let kept = tolerations(new);
    if tolerations(live).iter().any(|toleration| !kept.contains(toleration)) {
        let message = "existing toleration can not be modified except its tolerationSeconds";
        causes.push(StatusCause::with_message("Forbidden", "spec.tolerations", message));
    }
    if fixed(new) != fixed(live) {
        causes.push(StatusCause::with_message("Forbidden", "spec", FIXED));
    }
    for (place, container) in items(&new["spec"]["containers"]).iter().enumerate() {
        if text(&container["image"]).is_empty() {
            causes.push(StatusCause::new("Required", format!("spec.containers[{place}].image")));
        }
    }
}

/// What never changes of a Pod.
fn fixed(pod: &Value) -> Value {
    let mut spec = without(&pod["spec"], FREE);
    for list in ["containers", "initContainers"] {
        for container in spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            remove(container, "image");
        }
    }
    spec
}

fn tolerations(pod: &Value) -> Vec<Value> {
    items(&pod["spec"]["tolerations"])
        .iter()
        .map(|toleration| without(toleration, &["tolerationSeconds"]))
        .collect()
}
