//! P11: Pods that keep away from others than themselves.

use k8s_openapi::api::core::v1::{PodAffinityTerm, PodSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::k8s::selector::{Labels, selects};
use crate::syntax::text::nearest;
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// What spreads the Pods of a workload selects them.
    ///
    /// A `topologySpreadConstraint` and a `podAntiAffinity` count the Pods that their `labelSelector` selects.
    /// When it misses the workload's own Pods, as after a label was renamed, they are not spread at all: all
    /// of them may come to one node, and nothing says so (article §5.1).
    ///
    /// An anti-affinity may well be about other Pods: of one this is only said when its selector looks like
    /// the Pods' own labels.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   replicas: 3
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       topologySpreadConstraints:
    ///       - maxSkew: 1
    ///         topologyKey: topology.kubernetes.io/zone
    ///         whenUnsatisfiable: DoNotSchedule
    ///         labelSelector: {matchLabels: {app: web}}
    ///       containers:
    ///       - {name: shop, image: "shop:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   replicas: 3
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       topologySpreadConstraints:
    ///       - maxSkew: 1
    ///         topologyKey: topology.kubernetes.io/zone
    ///         whenUnsatisfiable: DoNotSchedule
    ///         labelSelector: {matchLabels: {app: shop}}
    ///       containers:
    ///       - {name: shop, image: "shop:v1"}
    /// ```
    P11 own_pods_not_selected: Warning, ["5.1"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Some(pod) = subject.pod().filter(|_| subject.object.kind() != "Pod") else { return };
    let Some(labels) = pod.meta.and_then(|meta| meta.labels.as_ref()) else { return };
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    let constraints = spec.field("topologySpreadConstraints");
    for (number, constraint) in pod.spec.topology_spread_constraints.iter().flatten().enumerate() {
        let Some(selector) = constraint.label_selector.as_ref().filter(|one| !selects(Some(one), labels))
        else {
            continue;
        };
        let at = constraints.index(number);
        let message = format!("the Pods of {} are not spread: {}", subject.name(), missed(selector, labels));
        violations
            .report(subject, &at.field("labelSelector"), message)
            .help("select by the labels of the template (`spec.template.metadata.labels`)");
    }
    for (field, number, term) in terms(pod.spec) {
        let Some(selector) = term.label_selector.as_ref().filter(|one| looks_like_own(one, labels)) else {
            continue;
        };
        let affinity = spec.fields(&["affinity", "podAntiAffinity"]);
        let list = affinity.field(field);
        let item = list.index(number);
        let preferred = item.field("podAffinityTerm");
        let at = if field.starts_with("preferred") { &preferred } else { &item };
        let message = format!(
            "the Pods of {} do not keep away from one another: {}",
            subject.name(),
            missed(selector, labels)
        );
        violations
            .report(subject, &at.field("labelSelector"), message)
            .help("select by the labels of the template (`spec.template.metadata.labels`)");
    }
}

/// The terms of the anti-affinity: the list, the number in it.
fn terms(spec: &PodSpec) -> Vec<(&'static str, usize, &PodAffinityTerm)> {
    let Some(anti) = spec.affinity.as_ref().and_then(|affinity| affinity.pod_anti_affinity.as_ref()) else {
        return Vec::new();
    };
    let required = anti.required_during_scheduling_ignored_during_execution.iter().flatten();
    let required = required
        .enumerate()
        .map(|(number, term)| ("requiredDuringSchedulingIgnoredDuringExecution", number, term));
    let preferred = anti.preferred_during_scheduling_ignored_during_execution.iter().flatten();
    let preferred = preferred.enumerate().map(|(number, weighted)| {
        ("preferredDuringSchedulingIgnoredDuringExecution", number, &weighted.pod_affinity_term)
    });
    required.chain(preferred).collect()
}

/// Whether a selector misses Pods with these labels, and only just: a key with nearly their value, or
/// their value under another key.
fn looks_like_own(selector: &LabelSelector, labels: &Labels) -> bool {
    let pairs = pairs(selector);
    let near = |(key, value): &(&str, &str)| match labels.get(*key) {
        Some(own) => own != value && is_slip(value, own),
        None => labels.values().any(|own| own == value),
    };
    !selects(Some(selector), labels) && pairs.len() < 3 && pairs.iter().any(near)
}

/// Whether one name is the other with a slip of the pen, and not its neighbour: `web-a`, `web-b`.
fn is_slip(one: &str, other: &str) -> bool {
    let short =
        |name: &str| name.rsplit_once('-').filter(|(_, end)| end.len() < 3).map(|(stem, _)| stem.len());
    nearest(one, &[other]).is_some() && short(one).is_none_or(|stem| other.get(..stem) != one.get(..stem))
}

/// The labels that a selector asks for, as far as each has one value.
fn pairs(selector: &LabelSelector) -> Vec<(&str, &str)> {
    let labels = selector.match_labels.iter().flatten().map(|(key, value)| (key.as_str(), value.as_str()));
    let expressions = selector.match_expressions.iter().flatten().filter(|one| one.operator == "In");
    let single = expressions.filter_map(|one| match one.values.as_deref() {
        Some([value]) => Some((one.key.as_str(), value.as_str())),
        _ => None,
    });
    labels.chain(single).collect()
}

/// What the selector asks for and the Pods do not have.
fn missed(selector: &LabelSelector, labels: &Labels) -> String {
    let lacks = |(key, value): &(&str, &str)| labels.get(*key).is_none_or(|own| own != value);
    match pairs(selector).into_iter().find(lacks) {
        Some((key, value)) => match labels.get(key) {
            Some(own) => format!("the selector asks for `{key}: {value}`, and they have `{key}: {own}`"),
            None => format!("the selector asks for `{key}: {value}`, and they have no label `{key}`"),
        },
        None => "the selector does not select them".to_owned(),
    }
}
