//! What the API server checks of kinds that the crate's validator does not know.

use serde_json::Value;

use crate::refusal::Cause;

/// The causes for which an object of such a kind is refused.
pub fn causes(name: &str, object: &Value, is_change: bool) -> Vec<Cause> {
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

fn required(value: &Value, field: &str, causes: &mut Vec<Cause>) {
    if is_empty(value) {
        causes.push(Cause::new("Required", field));
    }
}

fn ingress(spec: &Value, causes: &mut Vec<Cause>) {
    let backend = &spec["defaultBackend"];
    if is_empty(&spec["rules"]) && backend.is_null() {
        causes.push(Cause::new("Invalid", "spec"));
    }
    if !backend.is_null() {
        backend_causes(backend, "spec.defaultBackend", causes);
    }
    for (place, rule) in spec["rules"].as_array().into_iter().flatten().enumerate() {
        for (number, path) in rule["http"]["paths"].as_array().into_iter().flatten().enumerate() {
            let at = format!("spec.rules[{place}].http.paths[{number}]");
            required(&path["pathType"], &format!("{at}.pathType"), causes);
            backend_causes(&path["backend"], &format!("{at}.backend"), causes);
        }
    }
}

fn backend_causes(backend: &Value, at: &str, causes: &mut Vec<Cause>) {
    let (service, resource) = (&backend["service"], &backend["resource"]);
    match (service.is_null(), resource.is_null()) {
        (false, false) | (true, true) => causes.push(Cause::new("Invalid", at)),
        (false, true) => {
            required(&service["name"], &format!("{at}.service.name"), causes);
            if !is_empty(&service["name"]) && is_empty(&service["port"]) {
                causes.push(Cause::new("Required", at));
            }
        }
        (true, false) => {}
    }
}

fn ingress_class(spec: &Value, causes: &mut Vec<Cause>) {
    required(&spec["controller"], "spec.controller", causes);
    let parameters = &spec["parameters"];
    if !parameters.is_null() {
        required(&parameters["kind"], "spec.parameters.kind", causes);
        required(&parameters["name"], "spec.parameters.name", causes);
    }
}

fn volume(spec: &Value, causes: &mut Vec<Cause>) {
    required(&spec["accessModes"], "spec.accessModes", causes);
    required(&spec["capacity"], "spec.capacity", causes);
    let known = spec["capacity"].get("storage").is_some();
    if !known || spec["capacity"].as_object().is_some_and(|capacity| capacity.len() > 1) {
        causes.push(Cause::new("NotSupported", "spec.capacity"));
    }
}

fn endpoints(object: &Value, causes: &mut Vec<Cause>) {
    required(&object["addressType"], "addressType", causes);
}

fn webhooks(object: &Value, causes: &mut Vec<Cause>) {
    let webhooks = object["webhooks"].as_array().cloned().unwrap_or_default();
    for (place, webhook) in webhooks.iter().enumerate() {
        let at = format!("webhooks[{place}]");
        required(&webhook["name"], &format!("{at}.name"), causes);
        required(&webhook["admissionReviewVersions"], &format!("{at}.admissionReviewVersions"), causes);
        required(&webhook["sideEffects"], &format!("{at}.sideEffects"), causes);
        let config = &webhook["clientConfig"];
        if config["url"].is_null() == config["service"].is_null() {
            causes.push(Cause::new("Required", format!("{at}.clientConfig")));
        }
        conditions(webhook, &at, causes);
        let name = &webhook["name"];
        if !is_empty(name) && webhooks[..place].iter().any(|other| &other["name"] == name) {
            causes.push(Cause::new("Duplicate", format!("{at}.name")));
        }
    }
}

fn conditions(webhook: &Value, at: &str, causes: &mut Vec<Cause>) {
    let conditions = webhook["matchConditions"].as_array().cloned().unwrap_or_default();
    for (place, condition) in conditions.iter().enumerate() {
        let at = format!("{at}.matchConditions[{place}]");
        required(&condition["expression"], &format!("{at}.expression"), causes);
        required(&condition["name"], &format!("{at}.name"), causes);
        let name = &condition["name"];
        if !is_empty(name) && conditions[..place].iter().any(|other| &other["name"] == name) {
            causes.push(Cause::new("Duplicate", format!("{at}.name")));
        }
    }
}
