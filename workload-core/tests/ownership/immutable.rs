//! What a change of an object must leave as it is.

use serde_json::Value;

use crate::refusal::Cause;

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

/// The causes for which a change is refused.
pub fn causes(name: &str, new: &Value, live: &Value, subresource: &str) -> Vec<Cause> {
    let mut causes = Vec::new();
    if name == "Pod" && !subresource.is_empty() {
        ephemeral(new, live, &mut causes);
        return causes;
    }
    for (_, pointer, reason) in FIXED.iter().filter(|(kind, _, _)| *kind == name) {
        if new.pointer(pointer) != live.pointer(pointer) {
            causes.push(Cause::new(reason, pointer[1..].replace('/', ".")));
        }
    }
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

/// Containers for debugging stay once they are there.
fn ephemeral(new: &Value, live: &Value, causes: &mut Vec<Cause>) {
    let names = |pod: &Value| -> Vec<Value> {
        let list = pod["spec"]["ephemeralContainers"].as_array().cloned().unwrap_or_default();
        list.iter().map(|container| container["name"].clone()).collect()
    };
    let kept = names(new);
    if names(live).iter().any(|name| !kept.contains(name)) {
        causes.push(Cause::new("Forbidden", "spec.ephemeralContainers"));
    }
}

/// An object that is marked immutable keeps its data.
fn sealed(name: &str, new: &Value, live: &Value, causes: &mut Vec<Cause>) {
    if live["immutable"] != true {
        return;
    }
    if new["immutable"] != true {
        causes.push(Cause::new("Forbidden", "immutable"));
    }
    let keys: &[&str] = if name == "ConfigMap" { &["data", "binaryData"] } else { &["data"] };
    for key in keys {
        if new[*key] != live[*key] {
            causes.push(Cause::new("Forbidden", *key));
        }
    }
}

fn without(value: &Value, keys: &[&str]) -> Value {
    let mut value = value.clone();
    if let Some(map) = value.as_object_mut() {
        map.retain(|key, _| !keys.contains(&key.as_str()));
    }
    value
}

fn stateful_set(new: &Value, live: &Value, causes: &mut Vec<Cause>) {
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
        causes.push(Cause::new("Forbidden", "spec"));
    }
}

fn pod(new: &Value, live: &Value, causes: &mut Vec<Cause>) {
    let rest = |pod: &Value| {
        let mut spec =
            without(&pod["spec"], &["activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations"]);
        for list in ["containers", "initContainers"] {
            for container in spec[list].as_array_mut().into_iter().flatten() {
                container.as_object_mut().unwrap().remove("image");
            }
        }
        for key in ["containers", "initContainers"] {
            if spec[key].is_null() {
                spec.as_object_mut().unwrap().remove(key);
            }
        }
        spec
    };
    let tolerations = |pod: &Value| -> Vec<Value> {
        let list = pod["spec"]["tolerations"].as_array().cloned().unwrap_or_default();
        list.iter().map(|toleration| without(toleration, &["tolerationSeconds"])).collect()
    };
    let kept = tolerations(new);
    if tolerations(live).iter().any(|toleration| !kept.contains(toleration)) {
        causes.push(Cause::new("Forbidden", "spec.tolerations"));
    }
    if rest(new) != rest(live) {
        causes.push(Cause::new("Forbidden", "spec"));
    }
    for (place, container) in new["spec"]["containers"].as_array().into_iter().flatten().enumerate() {
        if container["image"].as_str().unwrap_or_default().is_empty() {
            causes.push(Cause::new("Required", format!("spec.containers[{place}].image")));
        }
    }
}

fn claim(new: &Value, live: &Value, causes: &mut Vec<Cause>) {
    let storage = |claim: &Value| claim["spec"]["resources"]["requests"]["storage"].clone();
    let is_bound = live["status"]["phase"] == "Bound";
    let rest = |claim: &Value| {
        let mut spec = claim["spec"].clone();
        if is_bound {
            spec["resources"] = Value::Null;
            spec["volumeAttributesClassName"] = Value::Null;
        }
        if live["spec"]["volumeName"].is_null() {
            spec["volumeName"] = Value::Null;
        }
        spec
    };
    if rest(new) != rest(live) {
        causes.push(Cause::new("Forbidden", "spec"));
    }
    let (asked, before) = (bytes(&storage(new)), bytes(&storage(live)));
    if asked < before && asked <= bytes(&live["status"]["capacity"]["storage"]) {
        causes.push(Cause::new("Forbidden", "spec.resources.requests.storage"));
    }
}

/// A size in bytes, as far as claims need it.
fn bytes(quantity: &Value) -> f64 {
    let text = quantity.as_str().unwrap_or_default();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number: f64 = text[..end].parse().unwrap_or(0.0);
    let powers = ["", "Ki", "Mi", "Gi", "Ti"];
    let power = powers.iter().position(|known| *known == &text[end..]).unwrap_or(0);
    number * 1024_f64.powi(i32::try_from(power).unwrap_or(0))
}

fn service(new: &Value, live: &Value, causes: &mut Vec<Cause>) {
    let needs_ip = |service: &Value| service["spec"]["type"] != "ExternalName";
    let before = &live["spec"]["clusterIP"];
    let was_set = before.as_str().is_some_and(|ip| !ip.is_empty());
    if needs_ip(new) && needs_ip(live) && was_set && new["spec"]["clusterIP"] != *before {
        causes.push(Cause::new("Invalid", "spec.clusterIPs[0]"));
    }
}

fn job(new: &Value, live: &Value, causes: &mut Vec<Cause>) {
    let completions = |job: &Value| job["spec"]["completions"].clone();
    if completions(new) != completions(live) && live["spec"]["completionMode"] != "Indexed" {
        causes.push(Cause::new("Invalid", "spec.completions"));
    }
    let open = |job: &Value| {
        let mut template = job["spec"]["template"].clone();
        let is_suspended = job["spec"]["suspend"] == true;
        (template["spec"].take(), is_suspended)
    };
    if open(new).0 != open(live).0 {
        causes.push(Cause::new("Invalid", "spec.template.spec"));
    }
}
