//! An object as somebody wrote it: without what the API server and its controllers add.

use serde_json::{Map, Value};

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

/// How the volume is called that the API server adds to a Pod for its token.
const TOKEN_VOLUME: &str = "kube-api-access-";

/// Labels by which a Job finds its Pods.
const JOB_LABELS: &[&str] =
    &["controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name"];

/// Takes out of an object what the API server and its controllers have written, and fields that are null;
/// what an author may have written too goes only from a live object, which has a `uid`.
pub fn without_server_fields(object: &mut Value) {
    let applied = last_applied(object);
    let is_live = object.pointer("/metadata/uid").is_some();
    let kind = object["kind"].as_str().unwrap_or_default().to_owned();
    let Some(fields) = object.as_object_mut() else { return };
    fields.remove("status");
    if let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_object_mut) {
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
fn last_applied(object: &Value) -> Option<Value> {
    let annotations = object.pointer("/metadata/annotations")?;
    serde_json::from_str(annotations.get(ANNOTATIONS[0])?.as_str()?).ok()
}

fn without_defaults_of(kind: &str, fields: &mut Map<String, Value>, applied: Option<&Value>) {
    match kind {
        "Service" => service(fields, applied),
        "Job" => job(fields),
        "Pod" => fields.get_mut("spec").and_then(Value::as_object_mut).map_or((), pod),
        "ServiceAccount" => drop(fields.remove("secrets")),
        "Namespace" => {
            fields.remove("spec");
            if let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_object_mut) {
                without_keys(metadata, "labels", &["kubernetes.io/metadata.name"]);
            }
        }
        "PersistentVolumeClaim" => {
            if let Some(spec) = fields.get_mut("spec").and_then(Value::as_object_mut) {
                spec.remove("volumeName");
            }
        }
        "StatefulSet" => {
            let templates = fields.get_mut("spec").and_then(|spec| spec.get_mut("volumeClaimTemplates"));
            for template in templates.and_then(Value::as_array_mut).into_iter().flatten() {
                template.as_object_mut().and_then(|template| template.remove("status"));
            }
        }
        _ => {}
    }
}

/// The addresses of a Service, and the node ports that the server chose.
fn service(fields: &mut Map<String, Value>, applied: Option<&Value>) {
    let Some(spec) = fields.get_mut("spec").and_then(Value::as_object_mut) else { return };
    if spec.get("clusterIP").and_then(Value::as_str) != Some("None") {
        spec.remove("clusterIP");
    }
    for field in ["clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort"] {
        spec.remove(field);
    }
    // Without the manifest that was applied, nobody knows who chose the node ports: they stay.
    let Some(applied) = applied else { return };
    let ports = spec.get_mut("ports").and_then(Value::as_array_mut).into_iter().flatten();
    for (at, port) in ports.enumerate() {
        if applied.pointer(&format!("/spec/ports/{at}/nodePort")).is_none() {
            port.as_object_mut().and_then(|port| port.remove("nodePort"));
        }
    }
}

/// The selector and the labels of a Job, unless its author wrote them.
fn job(fields: &mut Map<String, Value>) {
    let Some(spec) = fields.get_mut("spec").and_then(Value::as_object_mut) else { return };
    if spec.get("manualSelector") != Some(&Value::Bool(true)) {
        spec.remove("selector");
    }
    let metadata = spec.get_mut("template").and_then(|template| template.get_mut("metadata"));
    if let Some(metadata) = metadata.and_then(Value::as_object_mut) {
        without_keys(metadata, "labels", JOB_LABELS);
    }
    if let Some(metadata) = fields.get_mut("metadata").and_then(Value::as_object_mut) {
        without_keys(metadata, "labels", JOB_LABELS);
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

/// Takes keys out of a map, and the map where nothing is left of it.
fn without_keys(around: &mut Map<String, Value>, field: &str, keys: &[&str]) {
    let Some(map) = around.get_mut(field).and_then(Value::as_object_mut) else { return };
    map.retain(|name, _| !keys.contains(&name.as_str()));
    if map.is_empty() {
        around.remove(field);
    }
}

/// Takes texts out of a list, and the list where nothing is left of it.
fn without_list_items(around: &mut Map<String, Value>, field: &str, texts: &[&str]) {
    let Some(list) = around.get_mut(field).and_then(Value::as_array_mut) else { return };
    list.retain(|item| item.as_str().is_none_or(|item| !texts.contains(&item)));
    if list.is_empty() {
        around.remove(field);
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
