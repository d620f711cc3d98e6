//! One form for what the server stores alike, by kind.

use k8s_openapi::ByteString;
use serde_json::{Map, Value, json};

use super::super::pod_specs::{each_pod_spec, each_pod_template};
use super::super::retention::JOB_LABELS;
use crate::k8s::defaults::default_pull_policy;

type Fields = Map<String, Value>;

/// Before defaults are filled in.
pub(super) fn before_defaults(kind: (&str, &str), object: &mut Fields) {
    match kind {
        ("batch", "Job") => without_generated(object),
        ("", "Secret") => secret(object),
        ("autoscaling", "HorizontalPodAutoscaler") => from_first_version(object),
        ("", "PersistentVolumeClaim") => data_source(object),
        ("", "Node") => inside(object, "spec", first_range),
        _ => {}
    }
    each_pod_template(kind, object, &mut |template| {
        if template.get("metadata").and_then(Value::as_object).is_some_and(Map::is_empty) {
            template.remove("metadata");
        }
    });
}

/// After defaults were filled in.
pub(super) fn after_defaults(kind: (&str, &str), object: &mut Fields) {
    object.remove("status");
    match kind {
        ("apps", "StatefulSet") => claim_templates(object),
        ("", "Service") => inside(object, "spec", first_address),
        ("", "PersistentVolume") => inside(object, "spec", |spec| {
            if spec.get("storageClassName").and_then(Value::as_str) == Some("") {
                spec.remove("storageClassName");
            }
        }),
        _ => {}
    }
    each_pod_spec(kind, object, &mut |spec| {
        spec.remove("serviceAccount");
        for list in ["containers", "initContainers", "ephemeralContainers"] {
            let containers = spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
            containers.filter_map(Value::as_object_mut).for_each(without_default_pull_policy);
        }
    });
}

/// The policy is filled in once, when the container is first stored: a later image does not change
/// it. So the default is left out.
fn without_default_pull_policy(container: &mut Fields) {
    let image = container.get("image").and_then(Value::as_str).unwrap_or_default();
    if container.get("imagePullPolicy").and_then(Value::as_str) == Some(default_pull_policy(image)) {
        container.remove("imagePullPolicy");
    }
}

/// Leaves out the selector and the labels that the server made up: both name the Job's uid.
fn without_generated(object: &mut Fields) {
    let is_manual = |spec: &Value| spec.get("manualSelector") == Some(&Value::Bool(true));
    let is_generated = |spec: &Value| {
        let labels = spec.pointer("/selector/matchLabels").and_then(Value::as_object);
        labels.is_none_or(|labels| labels.keys().any(|key| JOB_LABELS.contains(&key.as_str())))
    };
    let is_own = object.get("spec").is_some_and(|spec| is_manual(spec) && !is_generated(spec));
    if is_own {
        return;
    }
    inside(object, "metadata", without_job_labels);
    inside(object, "spec", |spec| {
        spec.remove("selector");
        inside(spec, "template", |template| inside(template, "metadata", without_job_labels));
    });
}

fn without_job_labels(metadata: &mut Fields) {
    inside(metadata, "labels", |labels| labels.retain(|key, _| !JOB_LABELS.contains(&key.as_str())));
    if metadata.get("labels").and_then(Value::as_object).is_some_and(Map::is_empty) {
        metadata.remove("labels");
    }
}

/// `autoscaling/v1` has one number where later versions have a list of metrics.
fn from_first_version(object: &mut Fields) {
    if object.get("apiVersion").and_then(Value::as_str) != Some("autoscaling/v1") {
        return;
    }
    inside(object, "spec", |spec| {
        let Some(percentage) = spec.remove("targetCPUUtilizationPercentage") else { return };
        let target = json!({ "type": "Utilization", "averageUtilization": percentage });
        let metric = json!({ "type": "Resource", "resource": { "name": "cpu", "target": target } });
        spec.entry("metrics").or_insert(json!([metric]));
    });
}

/// `stringData` is written into `data`, where it wins.
fn secret(object: &mut Fields) {
    let Some(Value::Object(texts)) = object.remove("stringData") else { return };
    let data = object.entry("data").or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(data) = data else { return };
    for (key, text) in texts {
        let bytes = text.as_str().unwrap_or_default().as_bytes();
        // Bytes have a form, which is base64.
        data.insert(key, serde_json::to_value(ByteString(bytes.to_vec())).unwrap_or_default());
    }
}

/// Claim templates are stored with their kind, which can be no other, and a status without meaning.
fn claim_templates(object: &mut Fields) {
    inside(object, "spec", |spec| {
        let templates = spec.get_mut("volumeClaimTemplates").and_then(Value::as_array_mut);
        for template in templates.into_iter().flatten().filter_map(Value::as_object_mut) {
            for key in ["apiVersion", "kind", "status"] {
                template.remove(key);
            }
            inside(template, "metadata", |metadata| {
                metadata.remove("creationTimestamp");
            });
        }
    });
}

/// `dataSource` and `dataSourceRef` are filled in from one another.
fn data_source(object: &mut Fields) {
    inside(object, "spec", |spec| {
        if let Some(source) = spec.get("dataSource").cloned() {
            spec.entry("dataSourceRef").or_insert(source);
        }
    });
}

/// `clusterIPs` begins with `clusterIP`: one address is written as one.
fn first_address(spec: &mut Fields) {
    let Some(Value::Array(addresses)) = spec.get("clusterIPs").cloned() else { return };
    if let Some(first) = addresses.first() {
        spec.entry("clusterIP").or_insert_with(|| first.clone());
    }
    if addresses.len() < 2 {
        spec.remove("clusterIPs");
    }
}

/// `podCIDRs` begins with `podCIDR`, which wins: both are written as the list.
fn first_range(spec: &mut Fields) {
    let Some(first) = spec.remove("podCIDR") else { return };
    let ranges = spec.get("podCIDRs").and_then(Value::as_array);
    if ranges.and_then(|ranges| ranges.first()) != Some(&first) {
        spec.insert("podCIDRs".to_owned(), Value::Array(vec![first]));
    }
}

fn inside(fields: &mut Fields, key: &str, change: impl FnOnce(&mut Fields)) {
    if let Some(Value::Object(inner)) = fields.get_mut(key) {
        change(inner);
    }
}
