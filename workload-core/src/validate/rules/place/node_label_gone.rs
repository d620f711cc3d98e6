//! P12: a label that no node has.

use k8s_openapi::api::core::v1::{NodeSelectorRequirement, PodSpec};

use crate::syntax::text::nearest;
use crate::syntax::yaml::{Path, PathBuilder};
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::tolerations::{CONTROL_PLANE, MASTER};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// Pods are placed by labels that nodes have.
    ///
    /// Kubernetes sets a few labels on each node. The server takes any key, so that a slip of the pen in a
    /// `nodeSelector`, an affinity or a `topologyKey` keeps Pods Pending, or spreads them over nothing.
    /// `node-role.kubernetes.io/master` is `node-role.kubernetes.io/control-plane` since Kubernetes 1.24
    /// (article §5.3).
    ///
    /// Silent for labels that are not like one of Kubernetes' own.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: backup}
    /// spec:
    ///   selector: {matchLabels: {app: backup}}
    ///   template:
    ///     metadata: {labels: {app: backup}}
    ///     spec:
    ///       nodeSelector: {node-role.kubernetes.io/master: ""}
    ///       tolerations: [{operator: Exists}]
    ///       containers: [{name: backup, image: "backup:v1"}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: backup}
    /// spec:
    ///   selector: {matchLabels: {app: backup}}
    ///   template:
    ///     metadata: {labels: {app: backup}}
    ///     spec:
    ///       nodeSelector: {node-role.kubernetes.io/control-plane: ""}
    ///       tolerations: [{operator: Exists}]
    ///       containers: [{name: backup, image: "backup:v1"}]
    /// ```
    P12 node_label_gone: Warning, ["5.3"], Object(check)
}

/// The labels that Kubernetes and its cloud providers set.
const KNOWN: &[&str] = &[
    "kubernetes.io/hostname",
    "kubernetes.io/os",
    "kubernetes.io/arch",
    "topology.kubernetes.io/zone",
    "topology.kubernetes.io/region",
    "node.kubernetes.io/instance-type",
    "node.kubernetes.io/windows-build",
    CONTROL_PLANE,
];

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    for (path, key, value) in keys(pod.spec, &subject.at().fields(pod_spec_fields(subject))) {
        let Some(now) = today(key, value) else { continue };
        let message = if key == MASTER {
            format!("nodes of the control plane have not had the label `{key}` since Kubernetes 1.24")
        } else {
            format!("no node has the label `{key}`")
        };
        violations
            .report(subject, &PathBuilder::along(&path), message)
            .help(format!("did you mean `{now}`? (article §5.3)"));
    }
}

/// The keys of node labels that a Pod asks for, with their paths, and the value where one is given.
fn keys<'s>(spec: &'s PodSpec, at: &PathBuilder<'_>) -> Vec<(Path, &'s str, Option<&'s str>)> {
    let selector = at.field("nodeSelector");
    let mut found: Vec<_> = spec
        .node_selector
        .iter()
        .flatten()
        .map(|(key, value)| (selector.key(key).path(), key.as_str(), Some(value.as_str())))
        .collect();
    let constraints = at.field("topologySpreadConstraints");
    for (number, one) in spec.topology_spread_constraints.iter().flatten().enumerate() {
        found.push((constraints.index(number).field("topologyKey").path(), one.topology_key.as_str(), None));
    }
    let affinity = spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref());
    let required = affinity.and_then(|own| own.required_during_scheduling_ignored_during_execution.as_ref());
    let terms = at.fields(&[
        "affinity",
        "nodeAffinity",
        "requiredDuringSchedulingIgnoredDuringExecution",
        "nodeSelectorTerms",
    ]);
    let all = required.map(|own| &own.node_selector_terms[..]).unwrap_or_default();
    // Of several terms one is enough, and another may be for older clusters.
    let only = all.iter().take(usize::from(all.len() == 1)).enumerate();
    for (number, term) in only {
        let term_at = terms.index(number);
        let list = term_at.field("matchExpressions");
        for (number, one) in term.match_expressions.iter().flatten().enumerate() {
            if asks_for_it(one) {
                found.push((list.index(number).field("key").path(), one.key.as_str(), None));
            }
        }
    }
    found
}

fn asks_for_it(requirement: &NodeSelectorRequirement) -> bool {
    matches!(requirement.operator.as_str(), "In" | "Exists")
}

/// The label that is meant by a key that no node has.
fn today(key: &str, value: Option<&str>) -> Option<&'static str> {
    if key == MASTER {
        // Some installers set it still, with the value "true".
        return Some(CONTROL_PLANE).filter(|_| value.is_none_or(str::is_empty));
    }
    let (domain, name) = key.split_once('/')?;
    if KNOWN.contains(&key) || name.len() < 3 {
        return None;
    }
    let own = |known: &&&str| known.split_once('/').is_some_and(|(own, _)| own == domain);
    let is_near =
        |known: &&&str| known.split_once('/').is_some_and(|(_, own)| nearest(name, &[own]).is_some());
    KNOWN.iter().filter(own).find(is_near).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_labels_are_known_and_foreign_ones_left_alone() {
        for (key, known) in [
            ("topology.kubernetes.io/zones", Some("topology.kubernetes.io/zone")),
            ("kubernetes.io/hostnames", Some("kubernetes.io/hostname")),
            ("node-role.kubernetes.io/master", Some(CONTROL_PLANE)),
            ("node-role.kubernetes.io/worker", None),
            ("kubernetes.io/role", None),
            ("topology.kubernetes.io/rack", None),
            ("disktype", None),
            ("kubernetes.io/os", None),
        ] {
            assert_eq!(today(key, None), known, "{key}");
        }
        assert_eq!(today(MASTER, Some("true")), None);
    }
}
