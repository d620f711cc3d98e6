//! What the cluster gave a Service stays, unless a change says otherwise or has no use for it.

use serde_json::Value;

use crate::cluster::json::{items, remove, text};

/// What goes with a cluster IP.
const OF_CLUSTER_IP: &[&str] =
    &["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"];

/// Keeps addresses and ports of the Service before.
pub(super) fn keep_allocated(spec: &mut Value, before: &Value) {
    if needs_ip(spec) && needs_ip(before) {
        keep_ips(spec, before);
    }
    if needs_ports(spec) && needs_ports(before) {
        keep_ports(spec, before);
    }
    if !needs_ports(spec) && needs_ports(before) {
        drop_ports(spec, before);
    }
    let policy = "externalTrafficPolicy";
    if is_reached(before) && !is_reached(spec) && spec[policy] == before[policy] {
        remove(spec, policy);
    }
    if spec["type"] != "LoadBalancer" && before["type"] == "LoadBalancer" {
        remove(spec, "allocateLoadBalancerNodePorts");
    }
    if !needs_ip(spec) && needs_ip(before) {
        for key in OF_CLUSTER_IP {
            if spec[*key] == before[*key] {
                remove(spec, key);
            }
        }
    }
}

fn needs_ip(spec: &Value) -> bool {
    spec["type"] != "ExternalName"
}

fn needs_ports(spec: &Value) -> bool {
    spec["type"] == "NodePort" || spec["type"] == "LoadBalancer"
}

fn is_reached(spec: &Value) -> bool {
    needs_ports(spec) || !items(&spec["externalIPs"]).is_empty()
}

fn keep_ips(spec: &mut Value, before: &Value) {
    if text(&spec["clusterIP"]).is_empty() {
        spec["clusterIP"] = before["clusterIP"].clone();
    }
    if items(&spec["clusterIPs"]).is_empty() && spec["clusterIP"] == before["clusterIP"] {
        spec["clusterIPs"] = before["clusterIPs"].clone();
    }
    if spec["clusterIP"] != before["clusterIP"] && spec["clusterIPs"] == before["clusterIPs"] {
        spec["clusterIPs"][0] = spec["clusterIP"].clone();
    }
}

fn keep_ports(spec: &mut Value, before: &Value) {
    for port in spec["ports"].as_array_mut().into_iter().flatten() {
        let is_same = |known: &&Value| known["port"] == port["port"] && known["protocol"] == port["protocol"];
        let same = items(&before["ports"]).iter().find(is_same);
        let same = same.filter(|same| same["nodePort"].is_number());
        if let (true, Some(same)) = (port["nodePort"].is_null(), same) {
            port["nodePort"] = same["nodePort"].clone();
        }
    }
}

fn drop_ports(spec: &mut Value, before: &Value) {
    for port in spec["ports"].as_array_mut().into_iter().flatten() {
        if items(&before["ports"]).iter().any(|known| known["nodePort"] == port["nodePort"]) {
            remove(port, "nodePort");
        }
    }
}
