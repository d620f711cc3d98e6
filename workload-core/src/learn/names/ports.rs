//! The named ports of a text: where each is declared, and where it is used.

use super::labels::LabelSet;
use super::leaf::Leaf;
use super::read::NamedObject;
use crate::syntax::text::Span;

/// What a port's name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PortTarget {
    /// A port of the object's own containers.
    Own,
    /// A port of the Pods that a selector selects.
    Pods(LabelSet),
    /// A port of the Service of that name in the same namespace.
    Service(String),
    /// A port of the Services that a selector selects.
    Services(LabelSet),
}

/// A port's name, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PortMention {
    pub(super) name: String,
    pub(super) span: Span,
    /// What it means; none where it is declared.
    pub(super) target: Option<PortTarget>,
}

/// The named ports of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PortNames {
    /// Kind and name of the object.
    pub object: String,
    pub(super) kind: String,
    pub(super) namespace: String,
    pub(super) name: String,
    /// The labels of its Pods, or of the Service.
    pub(super) labels: Option<LabelSet>,
    pub(super) mentions: Vec<PortMention>,
}

/// The named ports of an object; none where it has none.
pub(super) fn port_names(object: &NamedObject, leaves: &[Leaf], sets: &[LabelSet]) -> Option<PortNames> {
    let mut mentions = Vec::new();
    for leaf in leaves.iter().filter(|leaf| is_name(&leaf.text) && leaf.value.start < leaf.value.end) {
        let mention = |target| PortMention { name: leaf.text.clone(), span: leaf.value, target };
        let path: Vec<_> = leaf.path.iter().map(String::as_str).collect();
        if is_declared(&object.kind, &path) {
            mentions.push(mention(None));
        } else {
            mentions.extend(targets(object, &path, leaves, sets).into_iter().map(|one| mention(Some(one))));
        }
    }
    (!mentions.is_empty()).then(|| PortNames {
        object: object.title(),
        kind: object.kind.clone(),
        namespace: object.namespace.clone(),
        name: object.name.clone(),
        labels: sets.iter().find(|set| !set.is_selector).cloned(),
        mentions,
    })
}

/// A number is no name.
fn is_name(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn is_declared(kind: &str, path: &[&str]) -> bool {
    match path {
        ["spec", "ports", _, "name"] => kind == "Service",
        [.., "containers" | "initContainers", _, "ports", _, "name"] => true,
        _ => false,
    }
}

/// What the port's name at a path means.
fn targets(object: &NamedObject, path: &[&str], leaves: &[Leaf], sets: &[LabelSet]) -> Vec<PortTarget> {
    let selector = |wanted: &[&str]| sets.iter().find(|set| set.is_selector && set.path == *wanted).cloned();
    match (object.kind.as_str(), path) {
        (_, [.., "httpGet" | "tcpSocket", "port"]) if !object.containers.is_empty() => vec![PortTarget::Own],
        ("Service", ["spec", "ports", _, "targetPort"]) => {
            selector(&["spec", "selector"]).map(PortTarget::Pods).into_iter().collect()
        }
        ("PodMonitor", ["spec", "podMetricsEndpoints", _, "port"]) => {
            selector(&["spec", "selector"]).map(PortTarget::Pods).into_iter().collect()
        }
        ("ServiceMonitor", ["spec", "endpoints", _, "port"]) => {
            selector(&["spec", "selector"]).map(PortTarget::Services).into_iter().collect()
        }
        ("Ingress", [above @ .., "service", "port", "name"]) => {
            let name = leaves.iter().find(|leaf| {
                let own: Vec<_> = leaf.path.iter().map(String::as_str).collect();
                own.strip_prefix(above) == Some(&["service", "name"])
            });
            name.map(|leaf| PortTarget::Service(leaf.text.clone())).into_iter().collect()
        }
        ("NetworkPolicy", ["spec", "ingress", _, "ports", _, "port"]) => {
            selector(&["spec", "podSelector"]).map(PortTarget::Pods).into_iter().collect()
        }
        ("NetworkPolicy", ["spec", "egress", rule, "ports", _, "port"]) => {
            let is_peer = |set: &&LabelSet| {
                let path: Vec<_> = set.path.iter().map(String::as_str).collect();
                matches!(path.as_slice(), ["spec", "egress", own, "to", _, "podSelector"] if own == rule)
            };
            sets.iter().filter(is_peer).cloned().map(PortTarget::Pods).collect()
        }
        _ => Vec::new(),
    }
}
