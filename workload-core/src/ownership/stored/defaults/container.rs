//! The defaults of containers.

use serde_json::json;

use super::tools::{Object, default, default_pointer, each, inside};

pub(super) fn container(container: &mut Object) {
    let image = container.get("image").and_then(serde_json::Value::as_str).unwrap_or_default();
    let policy = if tag(image) == "latest" { "Always" } else { "IfNotPresent" };
    default(container, "imagePullPolicy", policy);
    default(container, "terminationMessagePath", "/dev/termination-log");
    default(container, "terminationMessagePolicy", "File");
    each(container, "ports", |port| default(port, "protocol", "TCP"));
    each(container, "env", variable);
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        inside(container, name, probe);
    }
    inside(container, "lifecycle", |lifecycle| {
        for name in ["postStart", "preStop"] {
            inside(lifecycle, name, |handler| inside(handler, "httpGet", http_get));
        }
    });
}

/// The tag of an image: `latest` if it has neither tag nor digest.
fn tag(image: &str) -> &str {
    if image.is_empty() {
        return "";
    }
    let (name, digest) = image.split_once('@').map_or((image, ""), |(name, digest)| (name, digest));
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.split_once(':') {
        Some((_, tag)) => tag,
        None if digest.is_empty() => "latest",
        None => "",
    }
}

fn variable(env: &mut Object) {
    inside(env, "valueFrom", |source| {
        inside(source, "fieldRef", field_ref);
        inside(source, "fileKeyRef", |file| default(file, "optional", false));
    });
}

pub(super) fn field_ref(field: &mut Object) {
    default(field, "apiVersion", "v1");
}

fn probe(probe: &mut Object) {
    for (key, value) in
        [("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3)]
    {
        if probe.get(key).is_none_or(|value| *value == json!(0)) {
            probe.insert(key.to_owned(), json!(value));
        }
    }
    inside(probe, "httpGet", http_get);
    inside(probe, "grpc", |grpc| {
        default_pointer(grpc, "service", "");
    });
}

fn http_get(get: &mut Object) {
    default(get, "path", "/");
    default(get, "scheme", "HTTP");
}
