//! What the rules over many objects know of a custom resource: the names that stand in it.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::k8s::compact_texts::CompactTexts;
use crate::k8s::selector::{CompactLabels, CompactSelector};
use crate::syntax::yaml::{NodeId, Scalar, Tree};
use crate::validate::decode::value;

/// Maximum number of names that are kept of one object.
const MOST: usize = 512;

/// A `ServiceMonitor` or `PodMonitor`: which Services or Pods it has scraped, and at which ports.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MonitorRecord {
    pub(crate) selector: CompactSelector,
    /// The names of ports, by the number of the endpoint.
    pub(crate) ports: Box<[(usize, Box<str>)]>,
}

/// The names that a custom resource may have for other objects, its own included: all that could be
/// the name of one.
pub(super) fn names(tree: &Tree<'_>, root: NodeId) -> CompactTexts {
    let texts = tree.below(root).filter_map(|node| text(tree, node)).take(MOST);
    let mut names: Vec<String> = texts.collect();
    names.sort_unstable();
    names.dedup();
    names.iter().collect()
}

/// The labels of the Pods that a custom resource makes, where it has a template for them.
pub(super) fn pod_labels(tree: &Tree<'_>, root: NodeId) -> Option<CompactLabels> {
    let template = tree.get(tree.get(root, "spec")?, "template")?;
    tree.get(tree.get(template, "spec")?, "containers")?;
    let labels = value(tree, tree.get(tree.get(template, "metadata")?, "labels")?)?;
    let labels: BTreeMap<String, String> = serde_json::from_value(labels).ok()?;
    Some(CompactLabels::from(&labels))
}

/// The text of a node, when it may be the name of an object.
pub(super) fn text(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    let Ok(Scalar::Text(text)) = tree.raw(node).scalar()? else { return None };
    let may_be_in =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    ((1..254).contains(&text.len()) && text.bytes().all(may_be_in)).then(|| text.into_owned())
}

impl MonitorRecord {
    /// The record of the monitor at `root`, whose `field` holds the endpoints; none when it says too little.
    pub(super) fn of(tree: &Tree<'_>, root: NodeId, field: &str) -> Option<Self> {
        let spec = tree.get(root, "spec")?;
        let other_namespaces = tree.get(spec, "namespaceSelector").is_some();
        let selector = value(tree, tree.get(spec, "selector")?)?;
        let selector: LabelSelector = serde_json::from_value(selector).ok().filter(|_| !other_namespaces)?;
        let selector = CompactSelector::from(&selector);
        let endpoints = tree.get(spec, field)?;
        let port = |(number, endpoint)| Some((number, text(tree, tree.get(endpoint, "port")?)?.into()));
        Some(Self { selector, ports: tree.items(endpoints).enumerate().filter_map(port).collect() })
    }
}
