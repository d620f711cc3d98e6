//! An object as somebody wrote it: without what the API server and its controllers add.

use serde_json::{Map, Value};

/// What the API server or its controllers write into an object's metadata.
const METADATA: &[&str] = &[
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
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
    "pv.kubernetes.io/bind-completed",
    "pv.kubernetes.io/bound-by-controller",
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/selected-node",
    "volume.kubernetes.io/storage-provisioner",
];

/// Labels by which a Job's controller knows its Pods.
const JOB_LABELS: &[&str] =
    &["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"];

/// How the volume is called that the API server adds to a Pod for its token.
const TOKEN_VOLUME: &str = "kube-api-access-";

/// Takes out of an object what the API server and its controllers have written, and fields that are null.
pub fn without_server_fields(object: &mut Value) {
    let is_live = object.pointer("/metadata/uid").is_some();
    let kind = object["kind"].as_str().unwrap_or_default().to_owned();
    if let Some(fields) = object.as_object_mut() {
        fields.remove("status");
    }
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        clean(metadata);
    }
    let spec = object.get_mut("spec").and_then(Value::as_object_mut);
    if let Some(spec) = spec.filter(|_| is_live) {
        match kind.as_str() {
            "Service" => service(spec),
            "Job" => job(spec),
            "Pod" => pod(spec),
            "PersistentVolumeClaim" => {
                spec.remove("volumeName");
            }
            "Namespace" => {
                spec.remove("finalizers");
            }
            _ => {}
        }
    }
    without_nulls(object);
}

fn clean(metadata: &mut Map<String, Value>) {
    metadata.retain(|field, _| !METADATA.contains(&field.as_str()));
    if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
        annotations.retain(|name, _| !ANNOTATIONS.contains(&name.as_str()));
        if annotations.is_empty() {
            metadata.remove("annotations");
        }
    }
}

fn service(spec: &mut Map<String, Value>) {
    spec.remove("clusterIPs");
    if spec.get("clusterIP").and_then(Value::as_str) != Some("None") {
        spec.remove("clusterIP");
    }
    for field in ["ipFamilies", "ipFamilyPolicy"] {
        spec.remove(field);
    }
}

/// The selector and labels that the API server has given a Job; one that was written by hand says so.
fn job(spec: &mut Map<String, Value>) {
    if spec.get("manualSelector") == Some(&Value::Bool(true)) {
        return;
    }
    spec.remove("selector");
    let labels = spec.get_mut("template").and_then(|template| template.pointer_mut("/metadata/labels"));
    if let Some(labels) = labels.and_then(Value::as_object_mut) {
        labels.retain(|name, _| !JOB_LABELS.contains(&name.as_str()));
    }
}

/// The node, and the volume with the token.
fn pod(spec: &mut Map<String, Value>) {
    spec.remove("nodeName");
    let is_token = |named: &Value| named["name"].as_str().is_some_and(|name| name.starts_with(TOKEN_VOLUME));
    if let Some(volumes) = spec.get_mut("volumes").and_then(Value::as_array_mut) {
        volumes.retain(|volume| !is_token(volume));
    }
    for list in ["initContainers", "containers"] {
        for container in spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(mounts) = container.get_mut("volumeMounts").and_then(Value::as_array_mut) {
                mounts.retain(|mount| !is_token(mount));
            }
        }
    }
}

/// A field that is null says nothing.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_written_is_left() {
        let mut job = json!({
            "kind": "Job", "metadata": {"name": "a", "uid": "u", "annotations": {"deployment.kubernetes.io/revision": "1"}},
            "spec": {
                "selector": {"matchLabels": {"controller-uid": "u"}},
                "template": {"metadata": {"labels": {"job-name": "a", "app": "a"}, "creationTimestamp": null}},
            },
            "status": {"succeeded": 1},
        });
        without_server_fields(&mut job);
        let wanted = json!({
            "kind": "Job", "metadata": {"name": "a"}, "spec": {"template": {"metadata": {"labels": {"app": "a"}}}},
        });
        assert_eq!(job, wanted);
        let mut pod = json!({
            "kind": "Pod", "metadata": {"name": "a", "uid": "u"},
            "spec": {
                "nodeName": "node-1", "volumes": [{"name": "kube-api-access-x1"}, {"name": "data"}],
                "containers": [{"name": "a", "volumeMounts": [{"name": "kube-api-access-x1"}, {"name": "data"}]}],
            },
        });
        without_server_fields(&mut pod);
        let wanted = json!({
            "volumes": [{"name": "data"}], "containers": [{"name": "a", "volumeMounts": [{"name": "data"}]}],
        });
        assert_eq!(pod["spec"], wanted);
    }
}
