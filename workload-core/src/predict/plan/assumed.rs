//! What a plan assumes where the input does not say: nodes as clouds have them, and claims that are there.

use std::collections::BTreeSet;
use std::time::Duration;

use k8s_openapi::api::core::v1::{NodeSelectorRequirement, NodeSelectorTerm, PersistentVolumeClaim, PodSpec};
use serde_json::json;

use super::amounts::{cpu, memory};
use super::duration::short;
use super::input::PlanInput;
use super::targets::workload_kind;
use crate::k8s::{Object, PodTemplateRef};
use crate::predict::simulation::{Node, Resources, Timings};

/// The labels that the kubelet and a cloud set on a node, beside its host name.
const LABELS: &[(&str, &str)] = &[
    ("kubernetes.io/os", "linux"),
    ("kubernetes.io/arch", "amd64"),
    ("beta.kubernetes.io/os", "linux"),
    ("beta.kubernetes.io/arch", "amd64"),
    ("topology.kubernetes.io/region", "region-1"),
    ("topology.kubernetes.io/zone", "zone-1"),
];

/// Ephemeral storage of a node: its name, and 100Gi in thousandths of a byte.
const STORAGE: (&str, u64) = ("ephemeral-storage", (100 << 30) * 1000);

/// A node about which nothing is known but its name.
pub(super) fn node(name: impl Into<String>) -> Node {
    let node = LABELS.iter().fold(Node::new(name), |node, (key, value)| node.label(key, value));
    let others = [(STORAGE.0.to_owned(), STORAGE.1)].into();
    let room = Resources { others, ..node.room.clone() };
    Node { room, ..node }
}

/// The nodes that are assumed, in a sentence; none when the input describes them.
pub(super) fn nodes(input: &PlanInput) -> Option<String> {
    let node = input.nodes.first().filter(|_| input.assumes_nodes)?;
    let label = |key: &str| node.labels.get(key).cloned().unwrap_or_default();
    let many =
        if input.nodes.len() == 1 { "1 node".to_owned() } else { format!("{} nodes", input.nodes.len()) };
    Some(format!(
        "{many} with {} CPU, {} memory, {} ephemeral storage and room for {} Pods each, {}/{}, in {}; `--nodes FILE` reads your own",
        cpu(node.room.cpu_millis),
        memory(node.room.memory),
        memory(STORAGE.1 / 1000),
        node.room.pods,
        label("kubernetes.io/os"),
        label("kubernetes.io/arch"),
        label("topology.kubernetes.io/zone"),
    ))
}

/// How long Pods take as far as nobody says it, in a sentence; none when the input says all of it.
pub(super) fn timings(input: &PlanInput) -> Option<String> {
    let (own, unset) = (&input.timings, Timings::default());
    let said = |time: Duration| short(u64::try_from(time.as_millis()).unwrap_or(u64::MAX));
    let parts: Vec<_> = [
        (own.ready == unset.ready, "to become ready", unset.ready, "`--ready`"),
        (own.stop == unset.stop, "to stop", unset.stop, "`--stop`"),
    ]
    .into_iter()
    .filter(|(is_unset, ..)| *is_unset)
    .collect();
    let takes: Vec<_> = parts.iter().map(|(_, what, time, _)| format!("{} {what}", said(*time))).collect();
    let options: Vec<_> = parts.iter().map(|(.., option)| *option).collect();
    if takes.is_empty() {
        return None;
    }
    Some(format!(
        "a Pod takes {}; {} and `--duration` say otherwise",
        takes.join(" and "),
        options.join(", ")
    ))
}

/// A claim by namespace and name.
pub(super) type ClaimKey = (String, String);

/// The claims that Pods mount and that nothing in the input makes.
pub(super) fn claims(input: &PlanInput) -> BTreeSet<ClaimKey> {
    let space = |object: &Object| object.namespace().unwrap_or("default").to_owned();
    let mut mounted = BTreeSet::new();
    for object in input.objects() {
        let Some(template) = object.pod_template() else { continue };
        let volumes = template.spec.volumes.iter().flatten();
        let claims = volumes.filter_map(|volume| volume.persistent_volume_claim.as_ref());
        mounted.extend(claims.map(|claim| (space(object), claim.claim_name.clone())));
        mounted.retain(|(_, name)| !name.is_empty());
    }
    for object in input.objects() {
        match object {
            Object::PersistentVolumeClaim(_) => {
                mounted.remove(&(space(object), object.name().to_owned()));
            }
            Object::StatefulSet(_) => {
                let own = space(object);
                let middle = format!("-{}-", object.name());
                // `data-redis-0` is of the StatefulSet `redis`.
                let is_own = |name: &str| {
                    name.rsplit_once(&middle).is_some_and(|(_, ordinal)| ordinal.parse::<u32>().is_ok())
                };
                mounted.retain(|(space, name)| *space != own || !is_own(name));
            }
            _ => {}
        }
    }
    mounted
}

/// The claim as an object that can be used from every node.
pub(super) fn claim((namespace, name): &ClaimKey) -> Option<Object> {
    let claim: PersistentVolumeClaim = serde_json::from_value(json!({
        "apiVersion": "v1", "kind": "PersistentVolumeClaim",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"accessModes": ["ReadWriteMany"], "resources": {"requests": {"storage": "1Gi"}}},
    }))
    .ok()?;
    Some(Object::PersistentVolumeClaim(Box::new(claim)))
}

/// The workloads that only nodes like none of the assumed ones have a place for, by the names
/// that plans give them, with what such a node has.
pub(super) fn unlike_nodes(input: &PlanInput) -> Vec<(String, String)> {
    if !input.assumes_nodes || input.nodes.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for object in input.objects() {
        let (Some(kind), Some(template)) = (workload_or_pod(object), object.pod_template()) else { continue };
        let name = match object.namespace() {
            None | Some("default") => format!("{kind}/{}", object.name()),
            Some(namespace) => format!("{namespace}/{kind}/{}", object.name()),
        };
        let Some(wants) = wants(&template, &input.nodes) else { continue };
        if !found.iter().any(|(known, _)| *known == name) {
            found.push((name, wants));
        }
    }
    found
}

fn workload_or_pod(object: &Object) -> Option<String> {
    match object {
        Object::Pod(_) => Some("Pod".to_owned()),
        other => workload_kind(other).map(|kind| kind.to_string()),
    }
}

/// What a Pod wants of its node that none of the nodes has.
fn wants(template: &PodTemplateRef<'_>, nodes: &[Node]) -> Option<String> {
    let spec = template.spec;
    let labels = spec.node_selector.iter().flatten();
    let labels = labels.filter(|(key, value)| !nodes.iter().any(|node| node.labels.get(*key) == Some(value)));
    let mut wants: Vec<_> = labels.map(|(key, value)| format!("label `{key}={value}`")).collect();
    wants.extend(required(spec, nodes));
    let requested = Resources::requested(spec);
    let unknown = requested.others.iter().filter(|(name, amount)| {
        **amount > 0 && nodes.iter().all(|node| !node.room.others.contains_key(*name))
    });
    wants.extend(unknown.map(|(name, _)| format!("resource `{name}`")));
    (!wants.is_empty()).then(|| wants.join(" and "))
}

/// Of required node affinity: what each of its terms wants and no node has, in the first term's words.
fn required(spec: &PodSpec, nodes: &[Node]) -> Option<String> {
    let affinity = spec.affinity.as_ref()?.node_affinity.as_ref()?;
    let terms = &affinity.required_during_scheduling_ignored_during_execution.as_ref()?.node_selector_terms;
    let unmet: Option<Vec<_>> = terms.iter().map(|term| unmet(term, nodes)).collect();
    unmet?.into_iter().next()
}

fn unmet(term: &NodeSelectorTerm, nodes: &[Node]) -> Option<String> {
    let lacks = |wanted: &&NodeSelectorRequirement| {
        let values = wanted.values.as_deref().unwrap_or_default();
        let of = |node: &Node| node.labels.get(&wanted.key).cloned();
        match wanted.operator.as_str() {
            "In" => !nodes.iter().any(|node| of(node).is_some_and(|value| values.contains(&value))),
            "Exists" | "Gt" | "Lt" => nodes.iter().all(|node| of(node).is_none()),
            _ => false,
        }
    };
    let wanted = term.match_expressions.iter().flatten().find(lacks)?;
    let values = wanted.values.as_deref().unwrap_or_default();
    Some(match (wanted.operator.as_str(), values) {
        ("In", values) => format!("label `{}={}`", wanted.key, values.join("|")),
        _ => format!("label `{}`", wanted.key),
    })
}
