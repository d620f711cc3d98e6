//! The defaults of Pods and Pod templates.

use serde_json::{Map, Value, json};

use super::container::container;
use super::tools::{Object, default, each, inside, within};
use super::volume::volume;

/// A Pod template: a spec without what only Pods get.
pub(super) fn template(template: &mut Object) {
    within(template, "spec", spec);
}

pub(super) fn pod(pod: &mut Object) {
    within(pod, "spec", |spec| {
        default(spec, "enableServiceLinks", true);
        for list in ["containers", "initContainers"] {
            each(spec, list, requests_from_limits);
        }
        self::spec(spec);
    });
}

fn spec(spec: &mut Object) {
    default(spec, "dnsPolicy", "ClusterFirst");
    default(spec, "restartPolicy", "Always");
    default(spec, "terminationGracePeriodSeconds", 30);
    default(spec, "schedulerName", "default-scheduler");
    default(spec, "securityContext", Map::new());
    let on_host = spec.get("hostNetwork") == Some(&Value::Bool(true));
    for list in ["containers", "initContainers", "ephemeralContainers"] {
        each(spec, list, container);
        if on_host {
            each(spec, list, |container| each(container, "ports", host_port));
        }
    }
    each(spec, "volumes", volume);
}

/// A Pod that shares the network of its node takes the same ports there.
fn host_port(port: &mut Object) {
    if let Some(number) = port.get("containerPort").cloned() {
        default(port, "hostPort", number);
    }
}

/// What is limited is requested too.
fn requests_from_limits(container: &mut Object) {
    inside(container, "resources", |resources| {
        let Some(limits) = resources.get("limits").and_then(Value::as_object).cloned() else { return };
        within(resources, "requests", |requests| {
            for (name, limit) in limits {
                requests.entry(name).or_insert(limit);
            }
        });
        if resources.get("requests") == Some(&json!({})) {
            resources.remove("requests");
        }
    });
}
