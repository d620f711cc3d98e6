//! What a Pod asks of the Pods around it: to be near some, apart from others, spread evenly.

use k8s_openapi::api::core::v1::{
    PodAffinityTerm, PodSpec, TopologySpreadConstraint, WeightedPodAffinityTerm,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use crate::k8s::selector::{Labels, selects};

/// A group of Pods, and what counts as one place: the nodes with the same value of a label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PodGroup {
    /// Their namespaces; empty means the Pod's own.
    namespaces: Vec<String>,
    /// Further namespaces, by their labels, of which only the name is known.
    namespace_selector: Option<LabelSelector>,
    /// Absent, it selects no Pod.
    selector: Option<LabelSelector>,
    pub(crate) topology_key: String,
    /// Where a Pod must be near several groups, the other ones: only a Pod that is in all counts.
    with: Vec<PodGroup>,
}

/// How evenly the Pods of a group are to be spread.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) group: PodGroup,
    /// Places may differ by so many Pods.
    pub(crate) max_skew: u32,
    /// With fewer places than this the emptiest counts as empty.
    pub(crate) min_domains: usize,
    /// Whether a node that would break it is refused, not only liked less.
    pub(crate) is_required: bool,
    /// Whether nodes that the Pod's node selector and affinity leave out are no places.
    pub(crate) honors_affinity: bool,
    /// Whether nodes whose taints the Pod does not tolerate are no places.
    pub(crate) honors_taints: bool,
}

/// What a Pod asks of the Pods around it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PodConstraints {
    /// The groups that must be there already.
    pub(crate) near: Vec<PodGroup>,
    /// The groups that must not be there.
    pub(crate) apart: Vec<PodGroup>,
    /// The groups it would rather be near, by weight, or apart from, by negative weight.
    pub(crate) preferred: Vec<(PodGroup, i64)>,
    pub(crate) spread: Vec<Spread>,
}

impl PodConstraints {
    /// Reads what the spec of a Pod with these labels asks for.
    pub(crate) fn read(spec: &PodSpec, labels: &Labels) -> Self {
        let affinity = spec.affinity.clone().unwrap_or_default();
        let (near, apart) =
            (affinity.pod_affinity.unwrap_or_default(), affinity.pod_anti_affinity.unwrap_or_default());
        let required = |terms: Option<Vec<PodAffinityTerm>>| {
            terms.into_iter().flatten().map(|term| PodGroup::read(term, labels)).collect::<Vec<_>>()
        };
        let mut preferred = wishes(near.preferred_during_scheduling_ignored_during_execution, 1, labels);
        preferred.extend(wishes(apart.preferred_during_scheduling_ignored_during_execution, -1, labels));
        let spread = spec.topology_spread_constraints.iter().flatten();
        Self {
            near: all_of(required(near.required_during_scheduling_ignored_during_execution)),
            apart: required(apart.required_during_scheduling_ignored_during_execution),
            preferred,
            spread: spread.map(|one| Spread::read(one, labels)).collect(),
        }
    }

    /// Every group it mentions.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &PodGroup> {
        let preferred = self.preferred.iter().map(|(group, _)| group);
        let spread = self.spread.iter().map(|spread| &spread.group);
        self.near.iter().chain(&self.apart).chain(preferred).chain(spread)
    }

    /// Whether it likes some nodes more than others.
    pub(crate) fn has_preferences(&self) -> bool {
        !self.preferred.is_empty() || self.spread.iter().any(|spread| !spread.is_required)
    }
}

impl PodGroup {
    fn read(term: PodAffinityTerm, labels: &Labels) -> Self {
        let mut selector = term.label_selector;
        require(&mut selector, "In", term.match_label_keys.as_deref(), labels);
        require(&mut selector, "NotIn", term.mismatch_label_keys.as_deref(), labels);
        Self {
            namespaces: term.namespaces.unwrap_or_default(),
            namespace_selector: term.namespace_selector,
            selector,
            topology_key: term.topology_key,
            with: Vec::new(),
        }
    }

    /// Whether a Pod is one of the group, as asked for by a Pod of the namespace `own`.
    pub(crate) fn has(&self, own: &str, namespace: &str, labels: &Labels) -> bool {
        let is_own = self.namespaces.is_empty() && self.namespace_selector.is_none() && own == namespace;
        let by_name = || Labels::from([(NAMESPACE_NAME.to_owned(), namespace.to_owned())]);
        let here = is_own
            || self.namespaces.iter().any(|one| one == namespace)
            || self.namespace_selector.is_some() && selects(self.namespace_selector.as_ref(), &by_name());
        here && selects(self.selector.as_ref(), labels)
            && self.with.iter().all(|other| other.has(own, namespace, labels))
    }
}

impl Spread {
    fn read(constraint: &TopologySpreadConstraint, labels: &Labels) -> Self {
        let mut selector = constraint.label_selector.clone();
        require(&mut selector, "In", constraint.match_label_keys.as_deref(), labels);
        let group = PodGroup {
            namespaces: Vec::new(),
            namespace_selector: None,
            selector,
            topology_key: constraint.topology_key.clone(),
            with: Vec::new(),
        };
        Self {
            group,
            max_skew: u32::try_from(constraint.max_skew).unwrap_or(1),
            min_domains: constraint.min_domains.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            is_required: constraint.when_unsatisfiable == "DoNotSchedule",
            honors_affinity: constraint.node_affinity_policy.as_deref() != Some("Ignore"),
            honors_taints: constraint.node_taints_policy.as_deref() == Some("Honor"),
        }
    }
}

/// The label that every namespace has: its name.
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";

/// Groups that a Pod must all be near: the scheduler counts the Pods that are in all of them.
fn all_of(groups: Vec<PodGroup>) -> Vec<PodGroup> {
    if groups.len() < 2 {
        return groups;
    }
    let others = |at: usize| {
        let others = groups.iter().enumerate().filter(move |(other, _)| *other != at);
        others.map(|(_, other)| other.clone()).collect::<Vec<_>>()
    };
    groups.iter().enumerate().map(|(at, group)| PodGroup { with: others(at), ..group.clone() }).collect()
}

/// Adds to a selector that labels have the Pod's own values, or others than these.
fn require(selector: &mut Option<LabelSelector>, operator: &str, keys: Option<&[String]>, labels: &Labels) {
    let Some(selector) = selector else { return };
    for key in keys.unwrap_or_default() {
        let Some(value) = labels.get(key) else { continue };
        let requirement = LabelSelectorRequirement {
            key: key.clone(),
            operator: operator.to_owned(),
            values: Some(vec![value.clone()]),
        };
        selector.match_expressions.get_or_insert_default().push(requirement);
    }
}

/// The groups that a Pod would rather be near to, or with the sign -1 rather not, each with its weight.
fn wishes(terms: Option<Vec<WeightedPodAffinityTerm>>, sign: i64, labels: &Labels) -> Vec<(PodGroup, i64)> {
    let read = |term: WeightedPodAffinityTerm| {
        (PodGroup::read(term.pod_affinity_term, labels), sign * i64::from(term.weight))
    };
    terms.into_iter().flatten().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(terms: &str) -> Vec<PodGroup> {
        let spec = format!(
            "{{containers: [], affinity: {{podAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{terms}]}}}}}}"
        );
        PodConstraints::read(&serde_yaml::from_str(&spec).unwrap(), &Labels::new()).near
    }

    fn labels(pairs: &[(&str, &str)]) -> Labels {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn namespaces_are_chosen_by_name_and_by_selector() {
        let group = |namespaces: &str| {
            near(&format!("{{topologyKey: zone, labelSelector: {{}}{namespaces}}}")).remove(0)
        };
        let has = |group: &PodGroup, namespace: &str| group.has("own", namespace, &Labels::new());
        let own = group("");
        assert!(has(&own, "own") && !has(&own, "shop"));
        let all = group(", namespaceSelector: {}");
        assert!(has(&all, "own") && has(&all, "shop"));
        let shop = group(", namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}");
        assert!(has(&shop, "shop") && !has(&shop, "own"));
        let both = group(
            ", namespaces: [own], namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}",
        );
        assert!(has(&both, "shop") && has(&both, "own") && !has(&both, "other"));
    }

    #[test]
    fn of_several_groups_only_a_pod_in_all_counts() {
        let groups = near(
            "{topologyKey: zone, labelSelector: {matchLabels: {a: '1'}}}, {topologyKey: host, labelSelector: {matchLabels: {b: '1'}}}",
        );
        let has = |pairs: &[(&str, &str)]| groups.iter().all(|group| group.has("own", "own", &labels(pairs)));
        let one = |pairs: &[(&str, &str)]| groups.iter().any(|group| group.has("own", "own", &labels(pairs)));
        assert!(has(&[("a", "1"), ("b", "1")]));
        assert!(!one(&[("a", "1")]));
    }
}
