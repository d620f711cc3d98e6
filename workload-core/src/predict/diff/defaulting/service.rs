//! Defaults of Services.

use serde_json::{Map, Value};

use super::fields::{default, each, inside, says, within};

type Fields = Map<String, Value>;

pub(super) fn service(object: &mut Fields) {
    inside(object, "spec", |spec| {
        default(spec, "type", "ClusterIP");
        default(spec, "sessionAffinity", "None");
        if says(spec, "sessionAffinity", "ClientIP") {
            within(spec, "sessionAffinityConfig", |config| {
                within(config, "clientIP", |client| default(client, "timeoutSeconds", 10_800));
            });
        }
        if !says(spec, "type", "ExternalName") {
            default(spec, "internalTrafficPolicy", "Cluster");
        }
        if says(spec, "type", "NodePort") || says(spec, "type", "LoadBalancer") {
            default(spec, "externalTrafficPolicy", "Cluster");
        }
        if says(spec, "type", "LoadBalancer") {
            default(spec, "allocateLoadBalancerNodePorts", true);
        }
        first_address(spec);
        each(spec, "ports", port);
    });
}

/// `clusterIPs` begins with `clusterIP`: one address is written as one.
fn first_address(spec: &mut Fields) {
    let Some(Value::Array(addresses)) = spec.get("clusterIPs").cloned() else { return };
    if let Some(first) = addresses.first() {
        default(spec, "clusterIP", first.clone());
    }
    if addresses.len() < 2 {
        spec.remove("clusterIPs");
    }
}

fn port(port: &mut Fields) {
    default(port, "protocol", "TCP");
    if let Some(number) = port.get("port").cloned() {
        default(port, "targetPort", number);
    }
}
