//! The addresses and ports of a Service.

use serde_json::{Value, json};

use crate::cluster::ids::Addresses;
use crate::cluster::json::{items, text};
use crate::cluster::write::allocate::keep_allocated;

/// Gives a Service what it wants and does not have.
pub(super) fn set_addresses(service: &mut Value, before: Option<&Value>, addresses: &mut Addresses) {
    let kind = text(&service["spec"]["type"]).to_owned();
    let spec = &mut service["spec"];
    if let Some(before) = before {
        keep_allocated(spec, &before["spec"]);
    }
    if kind == "ExternalName" {
        return;
    }
    cluster_ip(spec, before.is_none(), addresses);
    if items(&spec["ipFamilies"]).is_empty() {
        spec["ipFamilies"] = json!(["IPv4"]);
    }
    if spec["ipFamilyPolicy"].is_null() {
        spec["ipFamilyPolicy"] = json!("SingleStack");
    }
    let allocates = spec["allocateLoadBalancerNodePorts"] != false;
    if kind == "NodePort" || (kind == "LoadBalancer" && allocates) {
        node_ports(spec, addresses);
    }
}

fn cluster_ip(spec: &mut Value, is_new: bool, addresses: &mut Addresses) {
    let given = text(&spec["clusterIP"]).to_owned();
    if given.is_empty() && items(&spec["clusterIPs"]).is_empty() {
        spec["clusterIP"] = json!(addresses.ip());
    } else if given.is_empty() {
        spec["clusterIP"] = spec["clusterIPs"][0].clone();
    }
    if is_new || items(&spec["clusterIPs"]).is_empty() {
        spec["clusterIPs"] = json!([spec["clusterIP"]]);
    }
}

fn node_ports(spec: &mut Value, addresses: &mut Addresses) {
    for port in spec["ports"].as_array_mut().into_iter().flatten() {
        if port["nodePort"].as_u64().unwrap_or(0) == 0 {
            port["nodePort"] = json!(addresses.port());
        }
    }
}
