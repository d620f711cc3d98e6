//! What the API server itself writes into objects when they are created, changed and deleted.

use serde_json::{Value, json};

use crate::kinds::Kind;
use crate::request::Request;

/// Kinds whose generation counts changes of their spec.
const COUNTED: &[&str] = &[
    "CronJob",
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
    "CustomResourceDefinition",
];
const TEMPLATE_GENERATION: &str = "/metadata/annotations/deprecated.daemonset.template.generation";

/// Addresses and ports that Services get, in the order in which they appear.
#[derive(Clone, Default)]
pub struct Addresses {
    ips: u64,
    ports: u64,
    pub rewritten: std::collections::BTreeSet<String>,
}

impl Addresses {
    fn ip(&mut self) -> String {
        self.ips += 1;
        format!("10.96.0.{}", 100 + self.ips)
    }

    fn port(&mut self) -> u64 {
        self.ports += 1;
        30_999 + self.ports
    }
}

pub fn create(name: &str, kind: &Kind, object: &mut Value, now: &str, addresses: &mut Addresses) {
    if kind.is_custom() {
        let version = object["apiVersion"].as_str().unwrap_or_default().to_owned();
        if kind.has_status(&version) {
            object.as_object_mut().unwrap().remove("status");
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
        "Namespace" => {
            object["status"] = json!({"phase": "Active"});
            let finalizers = &mut object["spec"]["finalizers"];
            if !finalizers.as_array().is_some_and(|known| known.contains(&json!("kubernetes"))) {
                let mut list = finalizers.as_array().cloned().unwrap_or_default();
                list.push(json!("kubernetes"));
                *finalizers = json!(list);
            }
        }
        "Pod" => object["status"] = json!({"phase": "Pending", "qosClass": quality(object)}),
        "DaemonSet" => {
            if let Some(generation) =
                object.pointer_mut(TEMPLATE_GENERATION).filter(|generation| *generation == "0")
            {
                *generation = json!("1");
            }
        }
        "Job" => job_labels(object),
        "ServiceAccount" => secret_names(object),
        "Service" => service(object, None, addresses),
        "CustomResourceDefinition" => {
            object["status"] = json!({"storedVersions": ["v1"], "conditions": null});
        }
        _ => {}
    }
}

/// Of the secrets of an account, only the names count.
fn secret_names(account: &mut Value) {
    for secret in account["secrets"].as_array_mut().into_iter().flatten() {
        *secret = json!({"name": secret["name"]});
    }
    if account["secrets"].is_null() {
        account.as_object_mut().unwrap().remove("secrets");
    }
}

/// How well a Pod is treated when its node runs short.
fn quality(pod: &Value) -> &'static str {
    let containers = pod["spec"]["containers"].as_array().cloned().unwrap_or_default();
    let has = |container: &Value, what: &str| {
        container["resources"][what].as_object().is_some_and(|resources| !resources.is_empty())
    };
    let full = |container: &Value| {
        ["cpu", "memory"].iter().all(|name| {
            let limit = &container["resources"]["limits"][*name];
            limit.is_string() && &container["resources"]["requests"][*name] == limit
        })
    };
    if containers.iter().all(full) {
        "Guaranteed"
    } else if containers.iter().any(|container| has(container, "limits") || has(container, "requests")) {
        "Burstable"
    } else {
        "BestEffort"
    }
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

fn service(service: &mut Value, before: Option<&Value>, addresses: &mut Addresses) {
    let kind = service["spec"]["type"].as_str().unwrap_or_default().to_owned();
    let spec = &mut service["spec"];
    if let Some(before) = before {
        keep_allocated(spec, &before["spec"]);
    }
    if kind == "ExternalName" {
        return;
    }
    let given = spec["clusterIP"].as_str().unwrap_or_default().to_owned();
    if given.is_empty() && spec["clusterIPs"].as_array().is_none_or(Vec::is_empty) {
        spec["clusterIP"] = json!(addresses.ip());
    } else if given.is_empty() {
        spec["clusterIP"] = spec["clusterIPs"][0].clone();
    }
    if before.is_none() || spec["clusterIPs"].as_array().is_none_or(Vec::is_empty) {
        spec["clusterIPs"] = json!([spec["clusterIP"]]);
    }
    if spec["ipFamilies"].as_array().is_none_or(Vec::is_empty) {
        spec["ipFamilies"] = json!(["IPv4"]);
    }
    if spec["ipFamilyPolicy"].is_null() {
        spec["ipFamilyPolicy"] = json!("SingleStack");
    }
    let allocates = spec["allocateLoadBalancerNodePorts"] != false;
    if kind == "NodePort" || (kind == "LoadBalancer" && allocates) {
        for port in spec["ports"].as_array_mut().into_iter().flatten() {
            if port["nodePort"].as_u64().unwrap_or(0) == 0 {
                port["nodePort"] = json!(addresses.port());
            }
        }
    }
}

/// What the cluster gave a Service stays, unless the request says otherwise or has no use for it.
fn keep_allocated(spec: &mut Value, before: &Value) {
    let needs_ip = |spec: &Value| spec["type"] != "ExternalName";
    let needs_ports = |spec: &Value| spec["type"] == "NodePort" || spec["type"] == "LoadBalancer";
    if needs_ip(spec) && needs_ip(before) {
        if spec["clusterIP"].as_str().unwrap_or_default().is_empty() {
            spec["clusterIP"] = before["clusterIP"].clone();
        }
        if spec["clusterIPs"].as_array().is_none_or(Vec::is_empty) && spec["clusterIP"] == before["clusterIP"]
        {
            spec["clusterIPs"] = before["clusterIPs"].clone();
        }
        if spec["clusterIP"] != before["clusterIP"] && spec["clusterIPs"] == before["clusterIPs"] {
            spec["clusterIPs"][0] = spec["clusterIP"].clone();
        }
    }
    if needs_ports(spec) && needs_ports(before) {
        let known = before["ports"].as_array().cloned().unwrap_or_default();
        for port in spec["ports"].as_array_mut().into_iter().flatten() {
            let same = known
                .iter()
                .find(|known| known["port"] == port["port"] && known["protocol"] == port["protocol"]);
            let same = same.filter(|same| same["nodePort"].is_number());
            if let (true, Some(same)) = (port["nodePort"].is_null(), same) {
                port["nodePort"] = same["nodePort"].clone();
            }
        }
    }
    if !needs_ports(spec) && needs_ports(before) {
        for port in spec["ports"].as_array_mut().into_iter().flatten() {
            let same = before["ports"]
                .as_array()
                .into_iter()
                .flatten()
                .any(|known| known["nodePort"] == port["nodePort"]);
            if same {
                port.as_object_mut().unwrap().remove("nodePort");
            }
        }
    }
    let is_reached = |spec: &Value| {
        needs_ports(spec) || spec["externalIPs"].as_array().is_some_and(|addresses| !addresses.is_empty())
    };
    if is_reached(before)
        && !is_reached(spec)
        && spec["externalTrafficPolicy"] == before["externalTrafficPolicy"]
    {
        spec.as_object_mut().unwrap().remove("externalTrafficPolicy");
    }
    if spec["type"] != "LoadBalancer" && before["type"] == "LoadBalancer" {
        spec.as_object_mut().unwrap().remove("allocateLoadBalancerNodePorts");
    }
    if !needs_ip(spec) && needs_ip(before) {
        for key in ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"] {
            if spec[key] == before[key] {
                spec.as_object_mut().unwrap().remove(key);
            }
        }
    }
}

pub fn update(
    name: &str,
    kind: &Kind,
    new: &mut Value,
    live: &Value,
    subresource: &str,
    addresses: &mut Addresses,
) {
    new["metadata"]["generation"] = live["metadata"]["generation"].clone();
    if new["metadata"]["generation"].is_null() {
        new["metadata"].as_object_mut().unwrap().remove("generation");
    }
    if subresource == "status" {
        return status(name, kind, new, live);
    }
    if kind.is_custom() {
        return custom(kind, new, live);
    }
    if live.get("status").is_some() {
        new["status"] = live["status"].clone();
    }
    match name {
        "Service" => service(new, Some(live), addresses),
        "DaemonSet" => daemon_set(kind, new, live),
        "ServiceAccount" => secret_names(new),
        "Namespace" => {
            new["spec"]["finalizers"] = live["spec"]["finalizers"].clone();
        }
        _ => {}
    }
    if COUNTED.contains(&name) && is_changed(name, kind, new, live) {
        let generation = live["metadata"]["generation"].as_i64().unwrap_or(0);
        new["metadata"]["generation"] = json!(generation + 1);
    }
}

fn is_changed(name: &str, kind: &Kind, new: &Value, live: &Value) -> bool {
    let after = kind.store(new);
    let differs = |pointer: &str| after.pointer(pointer) != live.pointer(pointer);
    match name {
        "Deployment" => differs("/spec") || differs("/metadata/annotations"),
        // These two tell an empty list from none.
        "ValidatingWebhookConfiguration" => new["webhooks"] != kind.decode(live).0["webhooks"],
        "NetworkPolicy" => new["spec"] != kind.decode(live).0["spec"],
        "EndpointSlice" => ["/addressType", "/endpoints", "/ports", "/metadata/labels"]
            .iter()
            .any(|pointer| differs(pointer)),
        "PodTemplate" => differs("/template"),
        "PriorityClass" => false,
        _ => differs("/spec"),
    }
}

fn daemon_set(kind: &Kind, new: &mut Value, live: &Value) {
    let before =
        live.pointer(TEMPLATE_GENERATION).and_then(Value::as_str).unwrap_or("0").parse().unwrap_or(0_i64);
    let changed = kind.store(new)["spec"]["template"] != live["spec"]["template"];
    let annotations = &mut new["metadata"]["annotations"];
    annotations["deprecated.daemonset.template.generation"] =
        json!((before + i64::from(changed)).to_string());
}

fn custom(kind: &Kind, new: &mut Value, live: &Value) {
    let version = new["apiVersion"].as_str().unwrap_or_default().to_owned();
    if kind.has_status(&version) {
        match live.get("status") {
            Some(status) => new["status"] = status.clone(),
            None => {
                new.as_object_mut().unwrap().remove("status");
            }
        }
    }
    let rest = |object: &Value| {
        let mut object = object.clone();
        object.as_object_mut().unwrap().remove("metadata");
        object
    };
    if rest(new) != rest(live) {
        new["metadata"]["generation"] = json!(live["metadata"]["generation"].as_i64().unwrap_or(0) + 1);
    }
}

/// A write to the status changes nothing else, but some metadata.
fn status(name: &str, kind: &Kind, new: &mut Value, live: &Value) {
    let entries = new["metadata"]["managedFields"].clone();
    let status = new.get("status").cloned();
    if kind.is_custom() {
        *new = live.clone();
        new["metadata"]["managedFields"] = entries;
    } else {
        for key in ["spec", "data"] {
            if live.get(key).is_some() {
                new[key] = live[key].clone();
            }
        }
        if name == "Deployment" {
            let labels = live["metadata"].get("labels").cloned();
            match labels {
                Some(labels) => new["metadata"]["labels"] = labels,
                None => {
                    new["metadata"].as_object_mut().unwrap().remove("labels");
                }
            }
        }
    }
    match status {
        Some(status) => new["status"] = status,
        None => {
            new.as_object_mut().unwrap().remove("status");
        }
    }
}

/// Whether a change that changes nothing writes the object once more: a claim's first does.
pub fn is_rewritten(name: &str, live: &Value, addresses: &mut Addresses) -> bool {
    let uid = live["metadata"]["uid"].as_str().unwrap_or_default().to_owned();
    addresses.rewritten.insert(uid) && name == "PersistentVolumeClaim"
}

/// The `Scale` of an object.
pub fn scale_of(object: &Value) -> Value {
    let mut metadata = json!({});
    for key in ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"] {
        if object["metadata"].get(key).is_some() {
            metadata[key] = object["metadata"][key].clone();
        }
    }
    json!({
        "apiVersion": "autoscaling/v1",
        "kind": "Scale",
        "metadata": metadata,
        "spec": {"replicas": object["spec"]["replicas"].as_i64().unwrap_or(0)},
        "status": {"replicas": object["status"]["replicas"].as_i64().unwrap_or(0)},
    })
}

/// The object after a deletion: nothing when it is gone.
pub fn deleted(request: &Request, live: &Value, options: &Value, now: &str) -> Option<Value> {
    let mut object = live.clone();
    let finalizers: Vec<Value> = live["metadata"]["finalizers"].as_array().cloned().unwrap_or_default();
    let policy = match (options["orphanDependents"].as_bool(), options["propagationPolicy"].as_str()) {
        (Some(true), _) => "Orphan",
        (Some(false), _) => "Background",
        (None, Some(policy)) => policy,
        (None, None) if finalizers.contains(&json!("orphan")) => "Orphan",
        (None, None) if finalizers.contains(&json!("foregroundDeletion")) => "Foreground",
        _ if request.kind == "Job" || request.kind == "ReplicationController" => "Orphan",
        _ => "Background",
    };
    let own = |finalizer: &Value| finalizer == "orphan" || finalizer == "foregroundDeletion";
    let mut after: Vec<Value> = finalizers.iter().filter(|finalizer| !own(finalizer)).cloned().collect();
    match policy {
        "Orphan" => after.push(json!("orphan")),
        "Foreground" => after.push(json!("foregroundDeletion")),
        _ => {}
    }
    let dying = live["metadata"]["deletionTimestamp"].is_string();
    if request.kind == "Namespace" {
        if !dying {
            object["metadata"]["deletionTimestamp"] = json!(now);
            object["status"]["phase"] = json!("Terminating");
        }
        return Some(object);
    }
    let is_on_node = request.kind == "Pod" && live["spec"]["nodeName"].is_string();
    if let Some(pod) = is_on_node.then(|| pod_grace(live, options, now)).flatten() {
        return Some(pod);
    }
    if after.is_empty() {
        return None;
    }
    let is_same = |left: &[Value], right: &[Value]| {
        left.len() == right.len() && left.iter().all(|item| right.contains(item))
    };
    if !is_same(&after, &finalizers) {
        object["metadata"]["finalizers"] = json!(after);
    }
    if !dying {
        object["metadata"]["deletionTimestamp"] = json!(now);
        if let Some(generation) = live["metadata"]["generation"].as_i64().filter(|generation| *generation > 0)
        {
            object["metadata"]["generation"] = json!(generation + 1);
        }
    }
    object["metadata"]["deletionGracePeriodSeconds"] = json!(0);
    Some(object)
}

/// A Pod on a node is given time to end, and later deletions can only shorten it; nothing when it is
/// not. The recording has no clock but the order of its times, so the end is the present.
fn pod_grace(live: &Value, options: &Value, now: &str) -> Option<Value> {
    let given = options["gracePeriodSeconds"].as_i64().map(|seconds| if seconds < 0 { 1 } else { seconds });
    let period = given.or(live["spec"]["terminationGracePeriodSeconds"].as_i64()).unwrap_or(30);
    let before = live["metadata"]["deletionGracePeriodSeconds"].as_i64();
    let mut pod = live.clone();
    if let Some(before) = before {
        if given.is_none() || period >= before {
            return Some(pod);
        }
    } else if let Some(generation) = live["metadata"]["generation"].as_i64() {
        pod["metadata"]["generation"] = json!(generation + 1);
    }
    if period == 0 {
        return None;
    }
    pod["metadata"]["deletionTimestamp"] = json!(now);
    pod["metadata"]["deletionGracePeriodSeconds"] = json!(period);
    Some(pod)
}
