//! N14: a peer of a policy that is sought in the wrong namespace.

use std::collections::BTreeMap;

use k8s_openapi::api::networking::v1::{NetworkPolicyPeer, NetworkPolicySpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A peer in another namespace has `namespaceSelector` and `podSelector` in one item.
    ///
    /// Two items are two peers: every Pod of that namespace, or Pods with those labels in the policy's own
    /// namespace. A `podSelector` alone never leaves it, so `k8s-app: kube-dns` alone selects nothing but in
    /// `kube-system`, and names do not resolve (article §8.4).
    ///
    /// Advice where the Pods may be meant to be in both; a warning for Prometheus, for controllers of
    /// Ingresses and their like, which have a namespace of their own.
    ///
    /// ```yaml bad
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: dns, namespace: shop}
    /// spec:
    ///   podSelector: {}
    ///   policyTypes: [Egress]
    ///   egress:
    ///   - to:
    ///     - podSelector: {matchLabels: {k8s-app: kube-dns}}
    ///     - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: networking.k8s.io/v1
    /// kind: NetworkPolicy
    /// metadata: {name: dns, namespace: shop}
    /// spec:
    ///   podSelector: {}
    ///   policyTypes: [Egress]
    ///   egress:
    ///   - to:
    ///     - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
    ///       podSelector: {matchLabels: {k8s-app: kube-dns}}
    /// ```
    N14 policy_peer_in_own_namespace: Warning, ["8.4"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Object::NetworkPolicy(policy) = subject.object else { return };
    let spec: Option<&NetworkPolicySpec> = policy.spec.get();
    let Some(spec) = spec.filter(|_| subject.object.namespace() != Some("kube-system")) else { return };
    let at = subject.at();
    let rules = at.fields(&["spec", "egress"]);
    for (number, rule) in spec.egress.iter().flatten().enumerate() {
        let rule_at = rules.index(number);
        of_peers(subject, rule.to.as_deref().unwrap_or_default(), &rule_at.field("to"), violations);
    }
    let rules = at.fields(&["spec", "ingress"]);
    for (number, rule) in spec.ingress.iter().flatten().enumerate() {
        let rule_at = rules.index(number);
        let peers = rule.from.as_deref().unwrap_or_default();
        two_for_one(subject, peers, &rule_at.field("from"), violations);
    }
}

/// Programs that serve all namespaces from one of their own, by what their labels hold.
const ELSEWHERE: &[&str] =
    &["prometheus", "ingress-nginx", "nginx-ingress", "traefik", "ingressgateway", "grafana"];

/// The number and the labels of the peer of two that is Pods alone, where the other is namespaces alone.
fn split_peer(peers: &[NetworkPolicyPeer]) -> Option<(usize, &BTreeMap<String, String>)> {
    let [one, other] = peers else { return None };
    let number = usize::from(one.pod_selector.is_none());
    let (pods, namespaces) = if number == 0 { (one, other) } else { (other, one) };
    let labels = pods.pod_selector.as_ref()?.match_labels.as_ref()?;
    let is_split = pods.namespace_selector.is_none() && namespaces.pod_selector.is_none();
    let selector = namespaces.namespace_selector.as_ref()?;
    (is_split && *selector != LabelSelector::default()).then_some((number, labels))
}

/// A namespace and Pods as two peers, where the Pods of that namespace are meant.
fn two_for_one(
    subject: &Subject<'_>,
    peers: &[NetworkPolicyPeer],
    at: &PathBuilder<'_>,
    violations: &mut Violations,
) {
    let Some((number, labels)) = split_peer(peers) else { return };
    let message = "these are two peers: Pods with these labels in the policy's own namespace, and all Pods of the \
                   other namespaces";
    let found = violations.report(subject, &at.index(number).field("podSelector"), message).help(
        "if Pods of those namespaces are meant, put both selectors into one item: without the second `-`",
    );
    let from_elsewhere = |value: &String| ELSEWHERE.iter().any(|name| value.contains(name));
    if !labels.values().any(from_elsewhere) {
        found.severity(Severity::Info);
    }
}

fn of_peers(
    subject: &Subject<'_>,
    peers: &[NetworkPolicyPeer],
    at: &PathBuilder<'_>,
    violations: &mut Violations,
) {
    let has_namespaces = peers.iter().any(|peer| peer.namespace_selector.is_some());
    for (number, peer) in peers.iter().enumerate().filter(|(_, peer)| peer.namespace_selector.is_none()) {
        let labels = peer.pod_selector.as_ref().and_then(|selector| selector.match_labels.as_ref());
        if labels.and_then(|labels| labels.get("k8s-app")).is_none_or(|app| app != "kube-dns") {
            continue;
        }
        let message = "the Pods of the cluster's DNS are in `kube-system`, and a `podSelector` alone seeks them in the \
                       policy's own namespace";
        let help = if has_namespaces {
            "put `namespaceSelector` and `podSelector` into one item: without the second `-`"
        } else {
            "add `namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}` to this item"
        };
        violations.report(subject, &at.index(number).field("podSelector"), message).help(help);
    }
}
