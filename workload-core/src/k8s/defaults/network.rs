//! Defaults of Services and what leads traffic to Pods.

use serde_json::{Value, json};

use super::table::Entry::{Derived, Field, Made, Typed, When};
use super::table::Literal::{Flag, Number, Text};
use super::table::{Fields, Type, default};
use super::values::CLIENT_IP_AFFINITY_SECONDS;

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
        When("type", &["LoadBalancer"], &[Field("allocateLoadBalancerNodePorts", Flag(true))]),
        Typed("ports", &[Field("protocol", Text("TCP")), Derived(target_port)]),
    ],
)];

pub(super) const ENDPOINTS: Type = &[Typed("subsets", &[Typed("ports", &[Field("protocol", Text("TCP"))])])];
pub(super) const ENDPOINT_SLICE: Type =
    &[Typed("ports", &[Field("name", Text("")), Field("protocol", Text("TCP"))])];
pub(super) const INGRESS_CLASS: Type =
    &[Typed("spec", &[Typed("parameters", &[Field("scope", Text("Cluster"))])])];

pub(super) const NETWORK_POLICY: Type = &[Typed(
    "spec",
    &[
        Derived(policy_types),
        Typed("ingress", &[Typed("ports", &[Field("protocol", Text("TCP"))])]),
        Typed("egress", &[Typed("ports", &[Field("protocol", Text("TCP"))])]),
    ],
)];

fn target_port(port: &mut Fields) {
    if let Some(number) = port.get("port").cloned() {
        default(port, "targetPort", number);
    }
}

/// A policy is always for ingress, and for egress when it has rules for it.
fn policy_types(spec: &mut Fields) {
    let has_egress = spec.get("egress").and_then(Value::as_array).is_some_and(|rules| !rules.is_empty());
    let types = if has_egress { json!(["Ingress", "Egress"]) } else { json!(["Ingress"]) };
    default(spec, "policyTypes", types);
}
