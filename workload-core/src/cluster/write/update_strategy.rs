//! What the API server itself writes into objects that are changed.

use serde_json::{Value, json};

use crate::cluster::ids::Addresses;
use crate::cluster::json::{set, text, without};
use crate::cluster::kind::Kind;
use crate::cluster::write::service::set_addresses;
use crate::cluster::write::strategy::{COUNTED, count_template, secret_names};

/// Completes a change.
pub(super) fn update(
    name: &str,
    kind: &Kind,
    new: &mut Value,
    live: &Value,
    subresource: &str,
    addresses: &mut Addresses,
) {
    let generation = live["metadata"].get("generation").filter(|generation| !generation.is_null());
    set(&mut new["metadata"], "generation", generation.cloned());
    if subresource == "status" {
        return status(name, kind, new, live);
    }
    if kind.is_custom() {
        return custom(kind, new, live);
    }
    if let Some(status) = live.get("status") {
        new["status"] = status.clone();
    }
    match name {
        "Service" => set_addresses(new, Some(live), addresses),
        "DaemonSet" => count_template(kind, new, live),
        "ServiceAccount" => secret_names(new),
        "Namespace" => new["spec"]["finalizers"] = live["spec"]["finalizers"].clone(),
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

fn custom(kind: &Kind, new: &mut Value, live: &Value) {
    if kind.has_status(text(&new["apiVersion"])) {
        set(new, "status", live.get("status").cloned());
    }
    if without(new, &["metadata"]) != without(live, &["metadata"]) {
        new["metadata"]["generation"] = json!(live["metadata"]["generation"].as_i64().unwrap_or(0) + 1);
    }
}

/// A write to the status changes nothing else, but some metadata.
fn status(name: &str, kind: &Kind, new: &mut Value, live: &Value) {
    let status = new.get("status").cloned();
    if kind.is_custom() {
        let entries = new["metadata"]["managedFields"].clone();
        *new = live.clone();
        new["metadata"]["managedFields"] = entries;
    } else {
        for key in ["spec", "data"] {
            if let Some(known) = live.get(key) {
                new[key] = known.clone();
            }
        }
        if name == "Deployment" {
            set(&mut new["metadata"], "labels", live["metadata"].get("labels").cloned());
        }
    }
    set(new, "status", status);
}
