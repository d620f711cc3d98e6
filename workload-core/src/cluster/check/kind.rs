//! What the API server checks of kinds that the crate's validator does not know.

use serde_json::Value;

use crate::cluster::json::items;
use crate::cluster::status::StatusCause;

/// The causes for which an object of such a kind is refused.
pub(super) fn causes(name: &str, object: &Value, is_change: bool) -> Vec<StatusCause> {
    let mut causes = Vec::new();
    let spec = &object["spec"];
    match name {
        "Ingress" => ingress(spec, &mut causes),
        "IngressClass" => ingress_class(spec, &mut causes),
        // A change of a volume is checked twice.
        "PersistentVolume" => (0..=u8::from(is_change)).for_each(|_| volume(spec, &mut causes)),
        "EndpointSlice" => endpoints(object, &mut causes),
        "ValidatingWebhookConfiguration" => webhooks(object, &mut causes),
        _ => {}
    }
    causes
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn required(value: &Value, field: &str, causes: &mut Vec<StatusCause>) {
    if is_empty(value) {
        causes.push(StatusCause::new("Required", field));
    }
}

fn ingress(spec: &Value, causes: &mut Vec<StatusCause>) {
    let backend = &spec["defaultBackend"];
    if is_empty(&spec["rules"]) && backend.is_null() {
        causes.push(StatusCause::new("Invalid", "spec"));
    }
    if !backend.is_null() {
        backend_causes(backend, "spec.defaultBackend", causes);
    }
    for (place, rule) in items(&spec["rules"]).iter().enumerate() {
        for (number, path) in items(&rule["http"]["paths"]).iter().enumerate() {
            let at = format!("spec.rules[{place}].http.paths[{number}]");
            required(&path["pathType"], &format!("{at}.pathType"), causes);
            backend_causes(&path["backend"], &format!("{at}.backend"), causes);
        }
    }
}

fn backend_causes(backend: &Value, at: &str, causes: &mut Vec<StatusCause>) {
    let (service, resource) = (&backend["service"], &backend["resource"]);
    match (service.is_null(), resource.is_null()) {
        (false, false) | (true, true) => causes.push(StatusCause::new("Invalid", at)),
        (false, true) => {
            required(&service["name"], &format!("{at}.service.name"), causes);
            if !is_empty(&service["name"]) && is_empty(&service["port"]) {
                causes.push(StatusCause::new("Required", at));
            }
        }
        (true, false) => {}
    }
}

fn ingress_class(spec: &Value, causes: &mut Vec<StatusCause>) {
    required(&spec["controller"], "spec.controller", causes);
    let parameters = &spec["parameters"];
    if !parameters.is_null() {
        required(&parameters["kind"], "spec.parameters.kind", causes);
        required(&parameters["name"], "spec.parameters.name", causes);
    }
}

fn volume(spec: &Value, causes: &mut Vec<StatusCause>) {
    required(&spec["accessModes"], "spec.accessModes", causes);
    required(&spec["capacity"], "spec.capacity", causes);
    let known = spec["capacity"].get("storage").is_some();
    if !known || spec["capacity"].as_object().is_some_and(|capacity| capacity.len() > 1) {
        causes.push(StatusCause::new("NotSupported", "spec.capacity"));
    }
}

fn endpoints(object: &Value, causes: &mut Vec<StatusCause>) {
    required(&object["addressType"], "addressType", causes);
}

fn webhooks(object: &Value, causes: &mut Vec<StatusCause>) {
    let webhooks = items(&object["webhooks"]);
    for (place, webhook) in webhooks.iter().enumerate() {
        let at = format!("webhooks[{place}]");
        required(&webhook["name"], &format!("{at}.name"), causes);
        required(&webhook["admissionReviewVersions"], &format!("{at}.admissionReviewVersions"), causes);
        required(&webhook["sideEffects"], &format!("{at}.sideEffects"), causes);
        let config = &webhook["clientConfig"];
        if config["url"].is_null() == config["service"].is_null() {
            causes.push(StatusCause::new("Required", format!("{at}.clientConfig")));
        }
        conditions(webhook, &at, causes);
        let name = &webhook["name"];
        if !is_empty(name) && webhooks[..place].iter().any(|other| &other["name"] == name) {
            causes.push(StatusCause::new("Duplicate", format!("{at}.name")));
        }
    }
}

fn conditions(webhook: &Value, at: &str, causes: &mut Vec<StatusCause>) {
    let conditions = items(&webhook["matchConditions"]);
    for (place, condition) in conditions.iter().enumerate() {
        let at = format!("{at}.matchConditions[{place}]");
        required(&condition["expression"], &format!("{at}.expression"), causes);
        required(&condition["name"], &format!("{at}.name"), causes);
        let name = &condition["name"];
        if !is_empty(name) && conditions[..place].iter().any(|other| &other["name"] == name) {
            causes.push(StatusCause::new("Duplicate", format!("{at}.name")));
        }
    }
}
