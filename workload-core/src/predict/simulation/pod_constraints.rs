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
    /// Whether Pods of all namespaces belong to it: an empty `namespaceSelector`.
    everywhere: bool,
    /// Absent, it selects no Pod.
    selector: Option<LabelSelector>,
    pub(crate) topology_key: String,
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
            terms.into_iter().flatten().map(|term| PodGroup::read(term, labels)).collect()
        };
        let mut preferred = wishes(near.preferred_during_scheduling_ignored_during_execution, 1, labels);
        preferred.extend(wishes(apart.preferred_during_scheduling_ignored_during_execution, -1, labels));
        let spread = spec.topology_spread_constraints.iter().flatten();
        Self {
            near: required(near.required_during_scheduling_ignored_during_execution),
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
            everywhere: term.namespace_selector.is_some(),
            selector,
            topology_key: term.topology_key,
        }
    }

    /// Whether a Pod is one of the group, as asked for by a Pod of the namespace `own`.
    pub(crate) fn has(&self, own: &str, namespace: &str, labels: &Labels) -> bool {
        let here = self.everywhere
            || if self.namespaces.is_empty() {
                own == namespace
            } else {
                self.namespaces.iter().any(|one| one == namespace)
            };
        here && selects(self.selector.as_ref(), labels)
    }
}

impl Spread {
    fn read(constraint: &TopologySpreadConstraint, labels: &Labels) -> Self {
        let mut selector = constraint.label_selector.clone();
        require(&mut selector, "In", constraint.match_label_keys.as_deref(), labels);
        let group = PodGroup {
            namespaces: Vec::new(),
            everywhere: false,
            selector,
            topology_key: constraint.topology_key.clone(),
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
