//! Which nodes the Pods of a workload are meant for.

use k8s_openapi::api::core::v1::{NodeSelectorTerm, PodSpec};

const HOSTNAME: &str = "kubernetes.io/hostname";

/// Labels that every node has, so that asking for them chooses a sort of machine and no place.
const EVERY_NODE: &[&str] =
    &["kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch"];

/// Whether all Pods run on the same node: it is named, or they follow one another.
pub(crate) fn on_one_node(spec: &PodSpec) -> bool {
    spec.node_name.is_some() || keys(spec).any(|key| key == HOSTNAME) || together(spec)
}

/// Whether the Pods ask for particular nodes.
pub(crate) fn chooses_nodes(spec: &PodSpec) -> bool {
    spec.node_name.is_some() || keys(spec).any(|key| !EVERY_NODE.contains(&key))
}

/// The labels that a node must have, by key.
pub(crate) fn keys(spec: &PodSpec) -> impl Iterator<Item = &str> {
    let selector = spec.node_selector.iter().flatten().map(|(key, _)| key.as_str());
    let required = terms(spec).iter().flat_map(|term| {
        let fields = term.match_fields.iter().flatten().map(|_| HOSTNAME);
        let labels = term.match_expressions.iter().flatten();
        let wanted = labels.filter(|label| matches!(label.operator.as_str(), "In" | "Exists"));
        wanted.map(|label| label.key.as_str()).chain(fields)
    });
    selector.chain(required)
}

fn terms(spec: &PodSpec) -> &[NodeSelectorTerm] {
    let affinity = spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref());
    let required =
        affinity.and_then(|node| node.required_during_scheduling_ignored_during_execution.as_ref());
    required.map_or(&[], |selector| &selector.node_selector_terms)
}

/// Whether a rule of affinity keeps the Pods on the node of other Pods.
fn together(spec: &PodSpec) -> bool {
    let affinity = spec.affinity.as_ref().and_then(|affinity| affinity.pod_affinity.as_ref());
    let required =
        affinity.and_then(|pods| pods.required_during_scheduling_ignored_during_execution.as_deref());
    required.unwrap_or_default().iter().any(|term| term.topology_key == HOSTNAME)
}
