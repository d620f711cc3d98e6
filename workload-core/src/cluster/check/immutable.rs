//! What a change of an object must leave as it is.

use serde_json::Value;

use crate::cluster::check::immutable_claim::claim;
use crate::cluster::check::immutable_pod::{ephemeral, pod};
use crate::cluster::json::{text, without};
use crate::cluster::status::StatusCause;

/// For each kind, the fields that never change, with the word of the refusal.
const FIXED: &[(&str, &str, &str)] = &[
    ("Deployment", "/spec/selector", "Invalid"),
    ("ReplicaSet", "/spec/selector", "Invalid"),
    ("DaemonSet", "/spec/selector", "Invalid"),
    ("Job", "/spec/completionMode", "Invalid"),
    ("Job", "/spec/podFailurePolicy", "Invalid"),
    ("Job", "/spec/backoffLimitPerIndex", "Invalid"),
    ("Job", "/spec/selector", "Invalid"),
    ("EndpointSlice", "/addressType", "Invalid"),
    ("IngressClass", "/spec/controller", "Invalid"),
    ("PriorityClass", "/value", "Forbidden"),
    ("PriorityClass", "/preemptionPolicy", "Invalid"),
    ("RoleBinding", "/roleRef", "Invalid"),
    ("ClusterRoleBinding", "/roleRef", "Invalid"),
    ("Secret", "/type", "Invalid"),
    ("StorageClass", "/provisioner", "Invalid"),
    ("StorageClass", "/parameters", "Invalid"),
    ("StorageClass", "/reclaimPolicy", "Invalid"),
    ("StorageClass", "/volumeBindingMode", "Invalid"),
];

const IMMUTABLE: &str = "field is immutable";
const SEALED: &str = "field is immutable when `immutable` is set";
const STATEFUL_SET_FIXED: &str = "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/// The causes for which a change is refused.
pub(super) fn causes(name: &str, new: &Value, live: &Value, subresource: &str) -> Vec<StatusCause> {
    let mut causes = Vec::new();
    if name == "Pod" && !subresource.is_empty() {
        ephemeral(new, live, &mut causes);
        return causes;
    }
    fixed(name, new, live, &mut causes);
    match name {
        "ConfigMap" | "Secret" => sealed(name, new, live, &mut causes),
        "StatefulSet" => stateful_set(new, live, &mut causes),
        "Pod" => pod(new, live, &mut causes),
        "PersistentVolumeClaim" => claim(new, live, &mut causes),
        "Service" => service(new, live, &mut causes),
        "Job" => job(new, live, &mut causes),
        _ => {}
    }
    causes
}

/// Refuses changes of the fields that the table lists for a kind.
fn fixed(name: &str, new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    for (_, pointer, reason) in FIXED.iter().filter(|(kind, _, _)| *kind == name) {
        if new.pointer(pointer) != live.pointer(pointer) {
            let field = pointer[1..].replace('/', ".");
            causes.push(StatusCause::with_message(reason, field, IMMUTABLE));
        }
    }
}

/// An object that is marked immutable keeps its data.
fn sealed(name: &str, new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    if live["immutable"] != true {
        return;
    }
    if new["immutable"] != true {
        causes.push(StatusCause::with_message("Forbidden", "immutable", SEALED));
    }
    let keys: &[&str] = if name == "ConfigMap" { &["data", "binaryData"] } else { &["data"] };
    for key in keys {
        if new[*key] != live[*key] {
            causes.push(StatusCause::with_message("Forbidden", *key, SEALED));
        }
    }
}

fn stateful_set(new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    const FREE: &[&str] = &[
        "replicas",
        "ordinals",
        "template",
        "updateStrategy",
        "revisionHistoryLimit",
        "persistentVolumeClaimRetentionPolicy",
        "minReadySeconds",
    ];
    if without(&new["spec"], FREE) != without(&live["spec"], FREE) {
        causes.push(StatusCause::with_message("Forbidden", "spec", STATEFUL_SET_FIXED));
    }
}

fn service(new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    let needs_ip = |service: &Value| service["spec"]["type"] != "ExternalName";
    let before = &live["spec"]["clusterIP"];
    let was_set = !text(before).is_empty();
    if needs_ip(new) && needs_ip(live) && was_set && new["spec"]["clusterIP"] != *before {
        causes.push(StatusCause::with_message("Invalid", "spec.clusterIPs[0]", "may not change once set"));
    }
}

fn job(new: &Value, live: &Value, causes: &mut Vec<StatusCause>) {
    let completions = |job: &Value| job["spec"]["completions"].clone();
    if completions(new) != completions(live) && live["spec"]["completionMode"] != "Indexed" {
        causes.push(StatusCause::with_message("Invalid", "spec.completions", IMMUTABLE));
    }
    if new["spec"]["template"]["spec"] != live["spec"]["template"]["spec"] {
        causes.push(StatusCause::with_message("Invalid", "spec.template.spec", IMMUTABLE));
    }
}
