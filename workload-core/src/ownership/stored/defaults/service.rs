//! The defaults of Services and of what else is about the network.

use serde_json::json;

use super::tools::{Object, default, default_pointer, each, inside, is_empty, says, within};

pub(super) fn service(object: &mut Object) {
    within(object, "spec", |spec| {
        default(spec, "sessionAffinity", "None");
        if says(spec, "sessionAffinity", "None") {
            spec.remove("sessionAffinityConfig");
        } else if says(spec, "sessionAffinity", "ClientIP") {
            within(spec, "sessionAffinityConfig", |config| {
                within(config, "clientIP", |client| default(client, "timeoutSeconds", 10_800));
            });
        }
        default(spec, "type", "ClusterIP");
        each(spec, "ports", port);
        let reaches_out = says(spec, "type", "NodePort") || says(spec, "type", "LoadBalancer");
        if reaches_out || (says(spec, "type", "ClusterIP") && !is_empty(spec, "externalIPs")) {
            default(spec, "externalTrafficPolicy", "Cluster");
        }
        if !says(spec, "type", "ExternalName") {
            default_pointer(spec, "internalTrafficPolicy", "Cluster");
        }
        if says(spec, "type", "LoadBalancer") {
            default(spec, "allocateLoadBalancerNodePorts", true);
        }
    });
}

fn port(port: &mut Object) {
    default(port, "protocol", "TCP");
    let number = port.get("port").cloned().unwrap_or(json!(0));
    let target = port.get("targetPort");
    if target.is_none_or(|target| *target == json!(0) || target == "") {
        port.insert("targetPort".to_owned(), number);
    }
}

pub(super) fn endpoint_slice(object: &mut Object) {
    each(object, "ports", |port| {
        default_pointer(port, "name", "");
        default_pointer(port, "protocol", "TCP");
    });
}

pub(super) fn network_policy(object: &mut Object) {
    within(object, "spec", |spec| {
        for list in ["ingress", "egress"] {
            each(spec, list, |rule| each(rule, "ports", |port| default_pointer(port, "protocol", "TCP")));
        }
        if is_empty(spec, "policyTypes") {
            let types =
                if is_empty(spec, "egress") { json!(["Ingress"]) } else { json!(["Ingress", "Egress"]) };
            spec.insert("policyTypes".to_owned(), types);
        }
    });
}

pub(super) fn ingress_class(object: &mut Object) {
    inside(object, "spec", |spec| {
        inside(spec, "parameters", |parameters| {
            default_pointer(parameters, "scope", "Cluster");
        });
    });
}
