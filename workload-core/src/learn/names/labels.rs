//! The maps of labels of a text, and its selectors of labels.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::label_paths::{LabelPlace, Population, is_fixed, set_at};
use super::leaf::Leaf;
use super::read::NamedObject;
use crate::k8s::selector::{Labels, selects};
use crate::syntax::text::Span;

/// A label as it is written: its key and its value, each with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelEntry {
    pub(super) key: (String, Span),
    pub(super) value: (String, Span),
}

/// An expression of a selector as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LabelExpression {
    pub(super) key: (String, Span),
    pub(super) operator: String,
    pub(super) values: Vec<(String, Span)>,
}

/// The labels of an object, or a selector of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelSet {
    /// Kind and name of the object that it is written in.
    pub object: String,
    /// Whether the API server refuses another one once the object exists.
    pub is_fixed: bool,
    /// The path of the labels or of the selector.
    pub(super) path: Vec<String>,
    pub(super) is_selector: bool,
    pub(super) population: Population,
    /// The namespace as it is compared; none of a selector that selects in others too.
    pub(super) namespace: Option<String>,
    pub(super) labels: Vec<LabelEntry>,
    pub(super) expressions: Vec<LabelExpression>,
}

impl LabelSet {
    /// Whether this is a selector, and not the labels of an object.
    #[must_use]
    pub fn is_selector(&self) -> bool {
        self.is_selector
    }

    /// Whether it counts in that namespace, as namespaces are compared.
    #[must_use]
    pub fn is_in(&self, namespace: &str) -> bool {
        self.namespace.as_deref().is_none_or(|own| own == namespace)
    }

    /// Whether this selector selects what has these labels.
    #[must_use]
    pub fn selects(&self, bearer: &Self) -> bool {
        self.may_select(bearer) && selects(Some(&self.selector()), &bearer.as_labels())
    }

    /// Whether this is a selector of such objects in their namespace.
    pub(super) fn may_select(&self, bearer: &Self) -> bool {
        self.is_selector
            && !bearer.is_selector
            && self.population == bearer.population
            && (self.namespace.is_none() || self.namespace == bearer.namespace)
    }

    fn selector(&self) -> LabelSelector {
        let expression = |one: &LabelExpression| LabelSelectorRequirement {
            key: one.key.0.clone(),
            operator: one.operator.clone(),
            values: Some(one.values.iter().map(|(value, _)| value.clone()).collect()),
        };
        LabelSelector {
            match_labels: Some(self.as_labels()),
            match_expressions: Some(self.expressions.iter().map(expression).collect()),
        }
    }

    fn as_labels(&self) -> Labels {
        self.labels.iter().map(|one| (one.key.0.clone(), one.value.0.clone())).collect()
    }
}

/// The labels and selectors of one object.
pub(super) fn label_sets(object: &NamedObject, leaves: &[Leaf]) -> Vec<LabelSet> {
    let mut sets: BTreeMap<Vec<String>, LabelSet> = BTreeMap::new();
    for leaf in leaves {
        let Some((path, is_selector, population, place)) = set_at(&object.kind, &leaf.path) else { continue };
        let set = sets.entry(path.to_vec()).or_insert_with(|| LabelSet {
            object: object.title(),
            is_fixed: is_selector && is_fixed(&object.kind, path),
            namespace: namespace(object, path, is_selector, population, leaves),
            path: path.to_vec(),
            is_selector,
            population,
            labels: Vec::new(),
            expressions: Vec::new(),
        });
        set.add(leaf, place);
    }
    sets.into_values().collect()
}

/// Where a set counts: in the namespace of its object, or everywhere.
fn namespace(
    object: &NamedObject,
    path: &[String],
    is_selector: bool,
    population: Population,
    leaves: &[Leaf],
) -> Option<String> {
    if !population.is_namespaced() {
        return Some(String::new());
    }
    let above = &path[..path.len().saturating_sub(1)];
    let widens = |leaf: &Leaf| {
        let below = leaf.path.strip_prefix(above);
        below
            .and_then(<[String]>::first)
            .is_some_and(|step| step == "namespaceSelector" || step == "namespaces")
    };
    let is_wide = is_selector && path.len() > 1 && leaves.iter().any(widens);
    (!is_wide).then(|| object.namespace.clone())
}

impl LabelSet {
    /// Takes over a scalar.
    fn add(&mut self, leaf: &Leaf, place: LabelPlace<'_>) {
        let said = (leaf.text.clone(), leaf.value);
        match place {
            LabelPlace::Label(key) => {
                self.labels.push(LabelEntry { key: (key.to_owned(), leaf.key), value: said });
            }
            LabelPlace::Key(number) => self.expression(number).key = said,
            LabelPlace::Operator(number) => self.expression(number).operator = said.0,
            LabelPlace::Value(number) => self.expression(number).values.push(said),
        }
    }

    fn expression(&mut self, number: usize) -> &mut LabelExpression {
        // Numbers come in order, and each expression has a scalar.
        let length = self.expressions.len().max(number + 1);
        self.expressions.resize_with(length, LabelExpression::default);
        &mut self.expressions[number]
    }
}
