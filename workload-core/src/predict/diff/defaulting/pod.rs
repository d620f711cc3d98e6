//! Defaults of Pods, containers, probes and volumes.

use serde_json::{Map, Value, json};

use super::fields::{default, each, inside, says, within};
use super::volume;

type Fields = Map<String, Value>;

/// A Pod of its own: what is limited is also requested.
pub(super) fn pod(object: &mut Fields) {
    inside(object, "spec", |spec| {
        pod_spec(spec);
        for list in ["containers", "initContainers"] {
            each(spec, list, |container| inside(container, "resources", requests_from_limits));
        }
    });
}

fn requests_from_limits(resources: &mut Fields) {
    let Some(Value::Object(limits)) = resources.get("limits").cloned() else { return };
    within(resources, "requests", |requests| {
        for (name, limit) in limits {
            default(requests, &name, limit);
        }
    });
}

/// The template of a workload.
pub(super) fn template(spec: &mut Fields) {
    inside(spec, "template", |template| {
        inside(template, "metadata", |metadata| {
            metadata.remove("creationTimestamp");
        });
        if template.get("metadata").and_then(Value::as_object).is_some_and(Map::is_empty) {
            template.remove("metadata");
        }
        inside(template, "spec", pod_spec);
    });
}

fn pod_spec(spec: &mut Fields) {
    default(spec, "restartPolicy", "Always");
    default(spec, "dnsPolicy", "ClusterFirst");
    default(spec, "terminationGracePeriodSeconds", 30);
    default(spec, "schedulerName", "default-scheduler");
    default(spec, "securityContext", json!({}));
    default(spec, "enableServiceLinks", true);
    // The old name of the same field: the server fills in each from the other.
    if let Some(account) = spec.remove("serviceAccount") {
        default(spec, "serviceAccountName", account);
    }
    for list in ["containers", "initContainers"] {
        each(spec, list, container);
    }
    each(spec, "volumes", volume::volume);
}

fn container(container: &mut Fields) {
    default(container, "terminationMessagePath", "/dev/termination-log");
    default(container, "terminationMessagePolicy", "File");
    // Written once, when the container is first stored: a later image does not change it. So
    // the default is left out rather than written in.
    let policy = if always_pulled(container) { "Always" } else { "IfNotPresent" };
    if says(container, "imagePullPolicy", policy) {
        container.remove("imagePullPolicy");
    }
    each(container, "ports", |port| default(port, "protocol", "TCP"));
    each(container, "env", env);
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] {
        inside(container, name, probe);
    }
    inside(container, "lifecycle", |lifecycle| {
        for hook in ["postStart", "preStop"] {
            inside(lifecycle, hook, handler);
        }
    });
}

/// Whether the image has the tag `latest`, or none.
fn always_pulled(container: &Fields) -> bool {
    let image = container.get("image").and_then(Value::as_str).unwrap_or_default();
    if image.contains('@') {
        return false;
    }
    let last = image.rsplit('/').next().unwrap_or_default();
    last.split_once(':').is_none_or(|(_, tag)| tag == "latest")
}

fn env(variable: &mut Fields) {
    inside(variable, "valueFrom", |from| {
        inside(from, "fieldRef", |field| default(field, "apiVersion", "v1"));
    });
}

fn probe(probe: &mut Fields) {
    for (key, value) in
        [("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3)]
    {
        default(probe, key, value);
    }
    inside(probe, "grpc", |grpc| default(grpc, "service", ""));
    handler(probe);
}

fn handler(handler: &mut Fields) {
    inside(handler, "httpGet", |get| {
        if says(get, "path", "") {
            get.remove("path");
        }
        default(get, "path", "/");
        default(get, "scheme", "HTTP");
    });
}
