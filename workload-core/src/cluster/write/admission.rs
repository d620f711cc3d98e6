//! What the default admission plugins write into objects.

use serde_json::{Value, json};

use crate::cluster::json::{add_once, items, text};

/// Completes a new object.
pub(super) fn create(kind: &str, object: &mut Value) {
    match kind {
        "Pod" => pod(object),
        "PersistentVolumeClaim" => protect(object, "kubernetes.io/pvc-protection"),
        "PersistentVolume" => protect(object, "kubernetes.io/pv-protection"),
        _ => {}
    }
}

/// Completes a change.
pub(super) fn update(kind: &str, new: &mut Value, live: &Value) {
    if kind == "Pod" {
        tolerations(&mut new["spec"]);
        for key in ["priority", "preemptionPolicy"] {
            if new["spec"].get(key).is_none() && live["spec"].get(key).is_some() {
                new["spec"][key] = live["spec"][key].clone();
            }
        }
    }
}

/// What is in use is not deleted.
fn protect(object: &mut Value, finalizer: &str) {
    add_once(&mut object["metadata"]["finalizers"], finalizer);
}

fn pod(object: &mut Value) {
    let spec = &mut object["spec"];
    if text(&spec["serviceAccountName"]).is_empty() {
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
    let mut list = items(&spec["tolerations"]).to_vec();
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
        let covers = |toleration: &Value| {
            let effect = text(&toleration["effect"]);
            (toleration["key"] == key || text(&toleration["key"]).is_empty())
                && (effect == "NoExecute" || effect.is_empty())
        };
        if !list.iter().any(covers) {
            list.push(
                json!({"key": key, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}),
            );
        }
    }
    spec["tolerations"] = json!(list);
}
