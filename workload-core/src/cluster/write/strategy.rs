//! What the API server itself writes into new objects.

use serde_json::{Value, json};

use crate::cluster::ids::Addresses;
use crate::cluster::json::{add_once, items, remove, text};
use crate::cluster::kind::Kind;
use crate::cluster::write::service::set_addresses;

/// Kinds whose generation counts changes of their spec.
pub(super) const COUNTED: &[&str] = &[
    "CronJob",
    "CustomResourceDefinition",
    "DaemonSet",
    "Deployment",
    "EndpointSlice",
    "Ingress",
    "IngressClass",
    "Job",
    "NetworkPolicy",
    "Pod",
    "PodDisruptionBudget",
    "PodTemplate",
    "PriorityClass",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
    "ValidatingWebhookConfiguration",
];

const TEMPLATE_GENERATION: &str = "/metadata/annotations/deprecated.daemonset.template.generation";

/// Completes a new object.
pub(super) fn create(name: &str, kind: &Kind, object: &mut Value, now: &str, addresses: &mut Addresses) {
    if kind.is_custom() {
        if kind.has_status(text(&object["apiVersion"])) {
            remove(object, "status");
        }
        object["metadata"]["generation"] = json!(1);
        return;
    }
    if COUNTED.contains(&name) {
        object["metadata"]["generation"] = json!(1);
    }
    if object.get("status").is_some() {
        object["status"] = json!({});
    }
    match name {
        "PersistentVolumeClaim" => object["status"] = json!({"phase": "Pending"}),
        "PersistentVolume" => object["status"] = json!({"phase": "Pending", "lastPhaseTransitionTime": now}),
        "Namespace" => namespace(object),
        "Pod" => object["status"] = json!({"phase": "Pending", "qosClass": quality_of_service(object)}),
        "DaemonSet" => first_template(object),
        "Job" => job_labels(object),
        "ServiceAccount" => secret_names(object),
        "Service" => set_addresses(object, None, addresses),
        "CustomResourceDefinition" => {
            object["status"] = json!({"storedVersions": ["v1"], "conditions": null});
        }
        _ => {}
    }
}

fn namespace(object: &mut Value) {
    object["status"] = json!({"phase": "Active"});
    add_once(&mut object["spec"]["finalizers"], "kubernetes");
}

fn first_template(daemon_set: &mut Value) {
    if let Some(generation) =
        daemon_set.pointer_mut(TEMPLATE_GENERATION).filter(|generation| *generation == "0")
    {
        *generation = json!("1");
    }
}

/// Of the secrets of an account, only the names count.
pub(super) fn secret_names(account: &mut Value) {
    for secret in account["secrets"].as_array_mut().into_iter().flatten() {
        *secret = json!({"name": secret["name"]});
    }
    if account["secrets"].is_null() {
        remove(account, "secrets");
    }
}

/// How well a Pod is treated when its node runs short.
fn quality_of_service(pod: &Value) -> &'static str {
    let containers = items(&pod["spec"]["containers"]);
    if containers.iter().all(is_guaranteed) {
        "Guaranteed"
    } else if containers.iter().any(has_resources) {
        "Burstable"
    } else {
        "BestEffort"
    }
}

fn is_guaranteed(container: &Value) -> bool {
    ["cpu", "memory"].iter().all(|name| {
        let limit = &container["resources"]["limits"][*name];
        limit.is_string() && &container["resources"]["requests"][*name] == limit
    })
}

fn has_resources(container: &Value) -> bool {
    let has = |what: &str| container["resources"][what].as_object().is_some_and(|named| !named.is_empty());
    has("limits") || has("requests")
}

fn job_labels(job: &mut Value) {
    if job["spec"]["manualSelector"] == true {
        return;
    }
    let (uid, name) = (job["metadata"]["uid"].clone(), job["metadata"]["name"].clone());
    let labels = &mut job["spec"]["template"]["metadata"]["labels"];
    if !labels.is_object() {
        *labels = json!({});
    }
    for key in ["batch.kubernetes.io/controller-uid", "controller-uid"] {
        labels[key] = uid.clone();
    }
    for key in ["batch.kubernetes.io/job-name", "job-name"] {
        labels[key] = name.clone();
    }
    job["spec"]["selector"]["matchLabels"]["batch.kubernetes.io/controller-uid"] = uid;
}

/// The annotation that counts the templates of a DaemonSet.
pub(super) fn count_template(kind: &Kind, new: &mut Value, live: &Value) {
    let before = live.pointer(TEMPLATE_GENERATION).map(text).unwrap_or("0").parse().unwrap_or(0_i64);
    let is_changed = kind.store(new)["spec"]["template"] != live["spec"]["template"];
    let annotations = &mut new["metadata"]["annotations"];
    annotations["deprecated.daemonset.template.generation"] =
        json!((before + i64::from(is_changed)).to_string());
}
