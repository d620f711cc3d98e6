//! The nodes a Pod may run on, and those it would rather: selector, affinity, taints, tolerations.

use k8s_openapi::api::core::v1::{NodeSelectorTerm, PodSpec, PreferredSchedulingTerm, Taint, Toleration};

use super::node::{NOT_READY, Node, UNREACHABLE};
use crate::k8s::selector::{Labels, has_all, requirement_holds};

/// How long a Pod stays on a node that is not ready, unless it says otherwise.
const USUAL_SECONDS: u64 = 300;

/// What a Pod asks of its node.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Placement {
    /// Labels the node must have.
    selector: Labels,
    /// Node affinity: one of the terms must fit; `None` asks nothing.
    terms: Option<Vec<NodeSelectorTerm>>,
    /// Terms that should fit, with their weights.
    pub(crate) preferred: Vec<PreferredSchedulingTerm>,
    /// The taints that do not keep the Pod away.
    pub(crate) tolerations: Vec<Toleration>,
    /// `nodeName`: the node it runs on without being scheduled.
    pub(crate) node_name: Option<String>,
}

impl Placement {
    /// What a Pod's spec asks for.
    pub(crate) fn read(spec: &PodSpec) -> Self {
        let affinity = spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.clone());
        let affinity = affinity.unwrap_or_default();
        let required = affinity.required_during_scheduling_ignored_during_execution;
        Self {
            selector: spec.node_selector.clone().unwrap_or_default(),
            terms: required.map(|required| required.node_selector_terms),
            preferred: affinity.preferred_during_scheduling_ignored_during_execution.unwrap_or_default(),
            tolerations: spec.tolerations.clone().unwrap_or_default(),
            node_name: spec.node_name.clone().filter(|name| !name.is_empty()),
        }
    }

    /// Whether it asks for labels of its node.
    pub(crate) fn asks_labels(&self) -> bool {
        !self.selector.is_empty() || self.terms.is_some()
    }

    /// Whether the node's labels and name are those asked for.
    pub(crate) fn fits_labels(&self, node: &Node) -> bool {
        has_all(&self.selector, &node.labels)
            && self.terms.as_ref().is_none_or(|terms| terms.iter().any(|term| fits_term(term, node)))
    }

    /// The weights of the preferred terms that the node fits.
    pub(crate) fn preference(&self, node: &Node) -> i64 {
        let fitting = self.preferred.iter().filter(|term| fits_term(&term.preference, node));
        fitting.map(|term| i64::from(term.weight)).sum()
    }

    /// The first taint of the node that keeps new Pods away.
    pub(crate) fn repelled_by<'a>(&self, node: &'a Node) -> Option<&'a Taint> {
        node.taints.iter().find(|taint| {
            matches!(taint.effect.as_str(), "NoSchedule" | "NoExecute")
                && !tolerates(&self.tolerations, taint)
        })
    }

    /// How many taints would rather have it elsewhere.
    pub(crate) fn disliked_by(&self, node: &Node) -> usize {
        let soft = node.taints.iter().filter(|taint| taint.effect == "PreferNoSchedule");
        soft.filter(|taint| !tolerates(&self.tolerations, taint)).count()
    }
}

/// Whether one of the tolerations is for this taint.
pub(crate) fn tolerates(tolerations: &[Toleration], taint: &Taint) -> bool {
    tolerations_for(tolerations, taint).next().is_some()
}

/// How long a Pod may stay on a node with this `NoExecute` taint: no time, some, or for ever.
pub(crate) fn stays(tolerations: &[Toleration], taint: &Taint) -> Stay {
    let mut fitting = tolerations_for(tolerations, taint).peekable();
    if fitting.peek().is_none() {
        // Admission adds tolerations for these two to every Pod that has none of its own.
        let is_usual = [NOT_READY, UNREACHABLE].contains(&&*taint.key);
        return Stay::Seconds(if is_usual { USUAL_SECONDS } else { 0 });
    }
    let seconds = fitting.filter_map(|toleration| toleration.toleration_seconds).min();
    seconds.map_or(Stay::ForEver, |seconds| Stay::Seconds(u64::try_from(seconds).unwrap_or(0)))
}

/// How long something stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stay {
    Seconds(u64),
    ForEver,
}

fn tolerations_for<'a>(tolerations: &'a [Toleration], taint: &Taint) -> impl Iterator<Item = &'a Toleration> {
    tolerations.iter().filter(|toleration| {
        let effect = toleration.effect.as_deref().unwrap_or_default();
        let key = toleration.key.as_deref().unwrap_or_default();
        let value = match toleration.operator.as_deref() {
            Some("Exists") => true,
            _ => {
                toleration.value.as_deref().unwrap_or_default() == taint.value.as_deref().unwrap_or_default()
            }
        };
        (effect.is_empty() || effect == taint.effect) && (key.is_empty() || key == taint.key) && value
    })
}

/// A term without requirements fits no node.
fn fits_term(term: &NodeSelectorTerm, node: &Node) -> bool {
    let expressions = term.match_expressions.as_deref().unwrap_or_default();
    let fields = term.match_fields.as_deref().unwrap_or_default();
    let name = || Labels::from([("metadata.name".to_owned(), node.name.clone())]);
    !(expressions.is_empty() && fields.is_empty())
        && expressions
            .iter()
            .all(|it| requirement_holds(&it.key, &it.operator, it.values.as_deref(), &node.labels))
        && fields.iter().all(|it| requirement_holds(&it.key, &it.operator, it.values.as_deref(), &name()))
}
