//! What a Service retains: its addresses and node ports, until its type needs none.

use crate::k8s::defaults::values::PROTOCOL;
use serde_json::{Map, Value};

type Fields = Map<String, Value>;

/// The types of a Service that have a field, and the field.
const BY_TYPE: &[(&str, &[&str])] = &[
    ("clusterIP", WITH_ADDRESS),
    ("clusterIPs", WITH_ADDRESS),
    ("ipFamilies", WITH_ADDRESS),
    ("ipFamilyPolicy", WITH_ADDRESS),
    ("externalTrafficPolicy", WITH_NODE_PORTS),
    ("healthCheckNodePort", &["LoadBalancer"]),
    ("allocateLoadBalancerNodePorts", &["LoadBalancer"]),
    ("loadBalancerClass", &["LoadBalancer"]),
];
const WITH_ADDRESS: &[&str] = &["ClusterIP", "NodePort", "LoadBalancer"];
const WITH_NODE_PORTS: &[&str] = &["NodePort", "LoadBalancer"];

/// Fills in what the new object leaves out, and drops what its type no longer has when it is the
/// same as before.
pub(super) fn retain(old: &Value, new: &mut Value) {
    let Some(old) = old.get("spec").and_then(Value::as_object) else { return };
    let Some(new) = new.get_mut("spec").and_then(Value::as_object_mut) else { return };
    let [before, after] = [old, &*new].map(|spec| type_of(spec).to_owned());
    for (field, types) in BY_TYPE {
        if !types.contains(&before.as_str()) {
            continue;
        }
        if types.contains(&after.as_str()) {
            fill_in(old, new, field);
        } else if is_same(old, new, field) {
            new.remove(*field);
        }
    }
    if WITH_NODE_PORTS.contains(&before.as_str()) {
        retain_node_ports(old, new, WITH_NODE_PORTS.contains(&after.as_str()));
    }
}

fn retain_node_ports(old: &Map<String, Value>, new: &mut Map<String, Value>, has_them: bool) {
    if has_them {
        fill_in_node_ports(old, new);
    } else if node_ports(new).all(|port| node_ports(old).any(|other| other == port)) {
        each_port(new, |port| {
            port.remove("nodePort");
        });
    }
}

fn type_of(spec: &Fields) -> &str {
    spec.get("type").and_then(Value::as_str).filter(|text| !text.is_empty()).unwrap_or("ClusterIP")
}

/// The server gives these when a Service is made; its families stay only as long as its policy.
fn fill_in(old: &Fields, new: &mut Fields, field: &str) {
    const GIVEN: [&str; 4] = ["clusterIP", "clusterIPs", "healthCheckNodePort", "ipFamilyPolicy"];
    let is_given = GIVEN.contains(&field) || field == "ipFamilies" && !changes(old, new, "ipFamilyPolicy");
    let is_other = field == "clusterIPs" && changes(old, new, "clusterIP")
        || field == "healthCheckNodePort" && !is_local(new);
    if !is_given || is_other || new.get(field).is_some_and(is_set) {
        return;
    }
    if let Some(value) = old.get(field).filter(|value| is_set(value)) {
        new.insert(field.to_owned(), value.clone());
    }
}

fn is_local(spec: &Fields) -> bool {
    spec.get("externalTrafficPolicy").and_then(Value::as_str) == Some("Local")
}

fn is_set(value: &Value) -> bool {
    !(value.is_null() || value.as_str() == Some("") || value.as_i64() == Some(0))
}

/// Whether both have the field and it differs.
fn changes(old: &Fields, new: &Fields, field: &str) -> bool {
    old.get(field).zip(new.get(field)).is_some_and(|(old, new)| old != new)
}

fn is_same(old: &Fields, new: &Fields, field: &str) -> bool {
    let default = match field {
        "externalTrafficPolicy" => Some(Value::from("Cluster")),
        "allocateLoadBalancerNodePorts" => Some(Value::Bool(true)),
        _ => None,
    };
    new.get(field) == old.get(field).or(default.as_ref())
}

/// A port without a node port keeps that of the same protocol and number.
fn fill_in_node_ports(old: &Fields, new: &mut Fields) {
    let key = |port: &Fields| {
        let protocol = port.get("protocol").and_then(Value::as_str).unwrap_or(PROTOCOL).to_owned();
        (protocol, port.get("port").cloned())
    };
    let before: Vec<_> =
        ports(old).filter_map(|port| Some((key(port), port.get("nodePort")?.clone()))).collect();
    each_port(new, |port| {
        if port.get("nodePort").is_some_and(is_set) {
            return;
        }
        let own = key(port);
        if let Some((_, number)) = before.iter().find(|(key, _)| *key == own) {
            port.insert("nodePort".to_owned(), number.clone());
        }
    });
}

fn ports(spec: &Fields) -> impl Iterator<Item = &Fields> {
    spec.get("ports").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}

fn node_ports(spec: &Fields) -> impl Iterator<Item = &Value> {
    ports(spec).filter_map(|port| port.get("nodePort")).filter(|number| is_set(number))
}

fn each_port(spec: &mut Fields, change: impl Fn(&mut Fields)) {
    let ports = spec.get_mut("ports").and_then(Value::as_array_mut).into_iter().flatten();
    ports.filter_map(Value::as_object_mut).for_each(change);
}
