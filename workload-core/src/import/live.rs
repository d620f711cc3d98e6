//! What the API server and its controllers write into objects, taken out again.

use serde_json::{Map, Value as Json};

/// What the server or its controllers write into an object's metadata.
const METADATA: &[&str] = &[
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "managedFields",
    "selfLink",
    "ownerReferences",
];

/// Annotations that kubectl and the controllers write.
const ANNOTATIONS: &[&str] = &[
    "kubectl.kubernetes.io/last-applied-configuration",
    "deployment.kubernetes.io/revision",
    "deprecated.daemonset.template.generation",
    "kubectl.kubernetes.io/restartedAt",
    "batch.kubernetes.io/job-tracking",
    "pv.kubernetes.io/bind-completed",
    "pv.kubernetes.io/bound-by-controller",
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/selected-node",
];

/// Finalizers that controllers write.
const FINALIZERS: &[&str] =
    &["kubernetes.io/pvc-protection", "kubernetes.io/pv-protection", "foregroundDeletion", "orphan"];

/// Labels by which a Job finds its Pods.
const JOB_LABELS: &[&str] =
    &["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

/// Takes out what a server wrote; only of a live object, which has a `uid`, what its author may have written too.
pub(super) fn without_server_fields(object: &mut Json) {
    let applied = last_applied(object);
    let is_live = object.pointer("/metadata/uid").is_some();
    let kind = object["kind"].as_str().unwrap_or_default().to_owned();
    let Some(fields) = object.as_object_mut() else { return };
    fields.remove("status");
    if let Some(metadata) = fields.get_mut("metadata").and_then(Json::as_object_mut) {
        without_list_items(metadata, "finalizers", FINALIZERS);
        metadata.retain(|field, _| !METADATA.contains(&field.as_str()));
        without_keys(metadata, "annotations", ANNOTATIONS);
    }
    if is_live {
        without_defaults_of(&kind, fields, applied.as_ref());
    }
    without_nulls(object);
}

/// The manifest that `kubectl apply` gave last.
fn last_applied(object: &Json) -> Option<Json> {
    let annotations = object.pointer("/metadata/annotations")?;
    serde_json::from_str(annotations.get(ANNOTATIONS[0])?.as_str()?).ok()
}

fn without_defaults_of(kind: &str, fields: &mut Map<String, Json>, applied: Option<&Json>) {
    match kind {
        "Service" => service(fields, applied),
        "Job" => job(fields),
        "ServiceAccount" => drop(fields.remove("secrets")),
        "Namespace" => {
            fields.remove("spec");
            if let Some(metadata) = fields.get_mut("metadata").and_then(Json::as_object_mut) {
                without_keys(metadata, "labels", &["kubernetes.io/metadata.name"]);
            }
        }
        "PersistentVolumeClaim" => {
            if let Some(spec) = fields.get_mut("spec").and_then(Json::as_object_mut) {
                spec.remove("volumeName");
            }
        }
        "StatefulSet" => {
            let templates = fields.get_mut("spec").and_then(|spec| spec.get_mut("volumeClaimTemplates"));
            for template in templates.and_then(Json::as_array_mut).into_iter().flatten() {
                template.as_object_mut().and_then(|template| template.remove("status"));
            }
        }
        _ => {}
    }
}

/// The addresses of a Service, and the node ports that the server chose.
fn service(fields: &mut Map<String, Json>, applied: Option<&Json>) {
    let Some(spec) = fields.get_mut("spec").and_then(Json::as_object_mut) else { return };
    if spec.get("clusterIP").and_then(Json::as_str) != Some("None") {
        spec.remove("clusterIP");
    }
    for field in ["clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort"] {
        spec.remove(field);
    }
    // Without the manifest that was applied, nobody knows who chose the node ports: they stay.
    let Some(applied) = applied else { return };
    let ports = spec.get_mut("ports").and_then(Json::as_array_mut).into_iter().flatten();
    for (at, port) in ports.enumerate() {
        if applied.pointer(&format!("/spec/ports/{at}/nodePort")).is_none() {
            port.as_object_mut().and_then(|port| port.remove("nodePort"));
        }
    }
}

/// The selector and the labels of a Job, unless its author wrote them.
fn job(fields: &mut Map<String, Json>) {
    let Some(spec) = fields.get_mut("spec").and_then(Json::as_object_mut) else { return };
    if spec.get("manualSelector") != Some(&Json::Bool(true)) {
        spec.remove("selector");
    }
    let metadata = spec.get_mut("template").and_then(|template| template.get_mut("metadata"));
    if let Some(metadata) = metadata.and_then(Json::as_object_mut) {
        without_keys(metadata, "labels", JOB_LABELS);
    }
    if let Some(metadata) = fields.get_mut("metadata").and_then(Json::as_object_mut) {
        without_keys(metadata, "labels", JOB_LABELS);
    }
}

/// Takes keys out of a map, and the map where nothing is left of it.
fn without_keys(around: &mut Map<String, Json>, field: &str, keys: &[&str]) {
    let Some(map) = around.get_mut(field).and_then(Json::as_object_mut) else { return };
    map.retain(|name, _| !keys.contains(&name.as_str()));
    if map.is_empty() {
        around.remove(field);
    }
}

/// Takes texts out of a list, and the list where nothing is left of it.
fn without_list_items(around: &mut Map<String, Json>, field: &str, texts: &[&str]) {
    let Some(list) = around.get_mut(field).and_then(Json::as_array_mut) else { return };
    list.retain(|item| item.as_str().is_none_or(|item| !texts.contains(&item)));
    if list.is_empty() {
        around.remove(field);
    }
}

/// A field that is null says nothing.
fn without_nulls(value: &mut Json) {
    match value {
        Json::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(without_nulls);
        }
        Json::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
