//! The nodes a Pod may run on: node selector, node affinity, taints and tolerations.

use k8s_openapi::api::core::v1::{NodeSelectorTerm, PodSpec, Taint, Toleration};

use super::node::Node;
use crate::k8s::selector::{Labels, requirement_holds};

/// What a Pod asks of its node.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Placement {
    /// Labels the node must have.
    selector: Labels,
    /// Node affinity: one of the terms must fit; `None` asks nothing.
    terms: Option<Vec<NodeSelectorTerm>>,
    /// The taints that do not keep the Pod away.
    pub(crate) tolerations: Vec<Toleration>,
}

impl Placement {
    /// What a Pod's spec asks for.
    pub(crate) fn read(spec: &PodSpec) -> Self {
        let required = spec
            .affinity
            .as_ref()
            .and_then(|affinity| affinity.node_affinity.as_ref())
            .and_then(|affinity| affinity.required_during_scheduling_ignored_during_execution.as_ref());
        Self {
            selector: spec.node_selector.clone().unwrap_or_default(),
            terms: required.map(|required| required.node_selector_terms.clone()),
            tolerations: spec.tolerations.clone().unwrap_or_default(),
        }
    }

    /// Whether the node's labels and name are those asked for.
    pub(crate) fn fits_labels(&self, node: &Node) -> bool {
        let selected = self.selector.iter().all(|(key, value)| node.labels.get(key) == Some(value));
        selected && self.terms.as_ref().is_none_or(|terms| terms.iter().any(|term| fits_term(term, node)))
    }

    /// The first taint of the node that keeps new Pods away.
    pub(crate) fn repelled_by<'a>(&self, node: &'a Node) -> Option<&'a Taint> {
        node.taints.iter().find(|taint| {
            matches!(taint.effect.as_str(), "NoSchedule" | "NoExecute")
                && !tolerates(&self.tolerations, taint)
        })
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
        return Stay::Seconds(0);
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
