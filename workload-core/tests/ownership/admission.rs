//! What the default admission plugins write into objects.

use serde_json::{Value, json};

pub fn create(kind: &str, object: &mut Value) {
    match kind {
        "Pod" => pod(object),
        "PersistentVolumeClaim" => finalizer(object, "kubernetes.io/pvc-protection"),
        "PersistentVolume" => finalizer(object, "kubernetes.io/pv-protection"),
        _ => {}
    }
}

pub fn update(kind: &str, new: &mut Value, live: &Value) {
    if kind == "Pod" {
        tolerations(&mut new["spec"]);
        for key in ["priority", "preemptionPolicy"] {
            if new["spec"].get(key).is_none() && live["spec"].get(key).is_some() {
                new["spec"][key] = live["spec"][key].clone();
            }
        }
    }
}

fn finalizer(object: &mut Value, name: &str) {
    let mut finalizers = object["metadata"]["finalizers"].as_array().cloned().unwrap_or_default();
    if !finalizers.contains(&json!(name)) {
        finalizers.push(json!(name));
        object["metadata"]["finalizers"] = json!(finalizers);
    }
}

fn pod(object: &mut Value) {
    let spec = &mut object["spec"];
    if spec["serviceAccountName"].as_str().unwrap_or_default().is_empty() {
        spec["serviceAccountName"] = json!("default");
        spec["serviceAccount"] = json!("default");
    }
    spec["priority"] = json!(0);
    if spec["preemptionPolicy"].is_null() {
        spec["preemptionPolicy"] = json!("PreemptLowerPriority");
    }
    tolerations(spec);
}

/// Pods stay on a node that is gone for five minutes.
fn tolerations(spec: &mut Value) {
    let mut list = spec["tolerations"].as_array().cloned().unwrap_or_default();
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
        let covers = |toleration: &Value| {
            let any_effect = toleration["effect"].as_str().unwrap_or_default();
            (toleration["key"] == key || toleration["key"].as_str().unwrap_or_default().is_empty())
                && (any_effect == "NoExecute" || any_effect.is_empty())
        };
        if !list.iter().any(covers) {
            list.push(
                json!({"key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}),
            );
        }
    }
    spec["tolerations"] = json!(list);
}
