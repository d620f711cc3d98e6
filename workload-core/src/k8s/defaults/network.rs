//! Defaults of Services and what leads traffic to Pods.

use serde_json::{Value, json};

use super::table::Entry::{Derived, Field, Made, Typed, When};
use super::table::Literal::{Flag, Number, Text};
use super::table::{Fields, Type, default, default_if_empty};
use super::values::CLIENT_IP_AFFINITY_SECONDS;
use super::values::PROTOCOL;

pub(super) const SERVICE: Type = &[Typed(
    "spec",
    &[
        Field("type", Text("ClusterIP")),
        Field("sessionAffinity", Text("None")),
        When(
            "sessionAffinity",
            &["ClientIP"],
            &[Made(
                "sessionAffinityConfig",
                &[Made("clientIP", &[Field("timeoutSeconds", Number(CLIENT_IP_AFFINITY_SECONDS))])],
            )],
        ),
        When(
            "type",
            &["ClusterIP", "NodePort", "LoadBalancer"],
            &[Field("internalTrafficPolicy", Text("Cluster"))],
        ),
        When("type", &["NodePort", "LoadBalancer"], &[Field("externalTrafficPolicy", Text("Cluster"))]),
        When("type", &["ClusterIP"], &[Derived(external_ips)]),
        When("sessionAffinity", &["None"], &[Derived(no_affinity)]),
        When("type", &["LoadBalancer"], &[Field("allocateLoadBalancerNodePorts", Flag(true))]),
        Typed("ports", &[Field("protocol", Text(PROTOCOL)), Derived(target_port)]),
    ],
)];

pub(super) const ENDPOINTS: Type =
    &[Typed("subsets", &[Typed("ports", &[Field("protocol", Text(PROTOCOL))])])];
pub(super) const ENDPOINT_SLICE: Type =
    &[Typed("ports", &[Field("name", Text("")), Field("protocol", Text(PROTOCOL))])];
pub(super) const INGRESS_CLASS: Type =
    &[Typed("spec", &[Typed("parameters", &[Field("scope", Text("Cluster"))])])];

pub(super) const NETWORK_POLICY: Type = &[Typed(
    "spec",
    &[
        Derived(policy_types),
        Typed("ingress", &[Typed("ports", &[Field("protocol", Text(PROTOCOL))])]),
        Typed("egress", &[Typed("ports", &[Field("protocol", Text(PROTOCOL))])]),
    ],
)];

fn target_port(port: &mut Fields) {
    if let Some(number) = port.get("port").cloned() {
        default_if_empty(port, "targetPort", number);
    }
}

/// A Service with addresses from outside the cluster says how it spreads what comes to them.
fn external_ips(spec: &mut Fields) {
    if spec.get("externalIPs").and_then(Value::as_array).is_some_and(|ips| !ips.is_empty()) {
        default(spec, "externalTrafficPolicy", "Cluster");
    }
}

/// Without affinity its settings are dropped.
fn no_affinity(spec: &mut Fields) {
    spec.remove("sessionAffinityConfig");
}

/// A policy is always for ingress, and for egress when it has rules for it.
fn policy_types(spec: &mut Fields) {
    let has_egress = spec.get("egress").and_then(Value::as_array).is_some_and(|rules| !rules.is_empty());
    let types = if has_egress { json!(["Ingress", "Egress"]) } else { json!(["Ingress"]) };
    default_if_empty(spec, "policyTypes", types);
}
