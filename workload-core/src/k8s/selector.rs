//! Label selectors, and which labels they match.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::compact_texts::{CompactTexts, CompactWriter};

/// Labels of an object, by key.
pub(crate) type Labels = BTreeMap<String, String>;

/// Labels that a selector is compared with, however they are kept.
pub(crate) trait LabelLookup {
    /// The value of the label `key`, if the object has it.
    fn label(&self, key: &str) -> Option<&str>;
}

impl LabelLookup for Labels {
    fn label(&self, key: &str) -> Option<&str> {
        self.get(key).map(String::as_str)
    }
}

/// Labels in little memory, in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CompactLabels(CompactTexts);

impl CompactLabels {
    /// The labels, in the order of their keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        let mut texts = self.0.iter();
        std::iter::from_fn(move || Some((texts.next()?, texts.next()?)))
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each label as one text, which is the same only for labels of the same key and value.
    pub(crate) fn joined(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.joined_pairs()
    }
}

impl From<&Labels> for CompactLabels {
    fn from(labels: &Labels) -> Self {
        let size = labels.iter().map(|(key, value)| key.len() + value.len() + 2).sum();
        let mut all = CompactWriter::with_capacity(size);
        labels.iter().flat_map(|(key, value)| [key, value]).for_each(|text| all.text(text));
        Self(all.finish())
    }
}

/// A label selector in little memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CompactSelector {
    /// The labels that it asks for.
    pub(crate) labels: CompactLabels,
    expressions: Box<[LabelSelectorRequirement]>,
}

impl CompactSelector {
    /// Whether it selects an object with these labels, as [`selects`] says.
    pub(crate) fn selects(&self, labels: &impl LabelLookup) -> bool {
        has_all(self.labels.iter(), labels)
            && self.expressions.iter().all(|one| expression_holds(one, labels))
    }

    /// The number of the first expression that does not hold for these labels.
    pub(crate) fn first_unmet(
        &self,
        labels: &impl LabelLookup,
    ) -> Option<(usize, &LabelSelectorRequirement)> {
        self.expressions.iter().enumerate().find(|(_, one)| !expression_holds(one, labels))
    }

    /// Whether an expression asks for one of several values, and the labels have one of them.
    pub(crate) fn some_value_fits(&self, labels: &impl LabelLookup) -> bool {
        self.expressions.iter().any(|one| one.operator == "In" && expression_holds(one, labels))
    }

    /// Whether it asks for more than labels of certain values.
    pub(crate) fn has_expressions(&self) -> bool {
        !self.expressions.is_empty()
    }
}

impl From<&LabelSelector> for CompactSelector {
    fn from(selector: &LabelSelector) -> Self {
        Self {
            labels: selector.match_labels.as_ref().map(CompactLabels::from).unwrap_or_default(),
            expressions: selector.match_expressions.as_deref().unwrap_or_default().into(),
        }
    }
}

impl LabelLookup for CompactLabels {
    fn label(&self, key: &str) -> Option<&str> {
        self.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }
}

impl<L: LabelLookup> LabelLookup for Option<&L> {
    fn label(&self, key: &str) -> Option<&str> {
        self.and_then(|labels| labels.label(key))
    }
}

/// Whether `selector` selects an object with these labels.
///
/// A selector that is absent selects nothing; an empty one selects every object
/// (`metav1.LabelSelectorAsSelector`). One with an operator that the API server refuses selects
/// nothing.
pub(crate) fn selects(selector: Option<&LabelSelector>, labels: &impl LabelLookup) -> bool {
    selector.is_some_and(|selector| {
        selector.match_labels.as_ref().is_none_or(|wanted| has_all(wanted, labels))
            && selector.match_expressions.iter().flatten().all(|one| expression_holds(one, labels))
    })
}

/// Whether every label of `wanted` is among `labels`, with that value: how the selector of a
/// Service and a Pod's `nodeSelector` match.
pub(crate) fn has_all<K: AsRef<str>, V: AsRef<str>>(
    wanted: impl IntoIterator<Item = (K, V)>,
    labels: &impl LabelLookup,
) -> bool {
    wanted.into_iter().all(|(key, value)| labels.label(key.as_ref()) == Some(value.as_ref()))
}

fn expression_holds(one: &LabelSelectorRequirement, labels: &impl LabelLookup) -> bool {
    let operator = one.operator.as_str();
    matches!(operator, "In" | "NotIn" | "Exists" | "DoesNotExist")
        && requirement_holds(&one.key, operator, one.values.as_deref(), labels)
}

/// Whether one requirement holds, of a label selector or of a node selector: these know `Gt` and
/// `Lt` too. `NotIn` holds for an object without the label.
pub(crate) fn requirement_holds(
    key: &str,
    operator: &str,
    values: Option<&[String]>,
    labels: &impl LabelLookup,
) -> bool {
    let values = values.unwrap_or_default();
    let value = labels.label(key);
    let listed = || value.is_some_and(|value| values.iter().any(|one| one == value));
    match operator {
        "In" => listed(),
        "NotIn" => !listed(),
        "Exists" => value.is_some(),
        "DoesNotExist" => value.is_none(),
        "Gt" => integers(value, values).is_some_and(|(value, bound)| value > bound),
        "Lt" => integers(value, values).is_some_and(|(value, bound)| value < bound),
        _ => false,
    }
}

fn integers(value: Option<&str>, values: &[String]) -> Option<(i64, i64)> {
    let [bound] = values else { return None };
    Some((value?.parse().ok()?, bound.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(pairs: &[(&str, &str)]) -> Labels {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn holds(operator: &str, values: &[&str], own: &[(&str, &str)]) -> bool {
        let values: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
        requirement_holds("tier", operator, Some(&values), &labels(own))
    }

    #[test]
    fn the_four_operators_of_a_label_selector() {
        let front = &[("tier", "front")];
        assert!(holds("In", &["front", "back"], front));
        assert!(!holds("In", &["back"], front) && !holds("In", &["x"], &[]));
        assert!(holds("NotIn", &["back"], front) && holds("NotIn", &["back"], &[]));
        assert!(!holds("NotIn", &["front"], front));
        assert!(holds("Exists", &[], front) && !holds("Exists", &[], &[]));
        assert!(holds("DoesNotExist", &[], &[]) && !holds("DoesNotExist", &[], front));
    }

    #[test]
    fn nodes_are_compared_by_number_too() {
        let eight = &[("tier", "8")];
        assert!(holds("Gt", &["4"], eight) && !holds("Gt", &["8"], eight) && holds("Lt", &["9"], eight));
        assert!(!holds("Gt", &["4"], &[("tier", "many")]) && !holds("Gt", &["4"], &[]));
        assert!(!holds("Gt", &["4", "5"], eight) && !holds("Gt", &[], eight));
    }

    #[test]
    fn an_absent_selector_selects_nothing_and_an_empty_one_everything() {
        let own = labels(&[("app", "api")]);
        assert!(!selects(None, &own));
        assert!(selects(Some(&LabelSelector::default()), &own));
        assert!(selects(Some(&LabelSelector::default()), &None::<&Labels>));
    }

    #[test]
    fn an_object_may_have_more_labels_than_are_wanted() {
        let (few, many) = (labels(&[("app", "api")]), labels(&[("app", "api"), ("tier", "front")]));
        assert!(has_all(&few, &many) && !has_all(&many, &few));
        let compact = CompactLabels::from(&many);
        assert!(has_all(few.iter(), &compact) && !has_all(compact.iter(), &few));
        assert_eq!(compact.iter().collect::<Vec<_>>(), [("app", "api"), ("tier", "front")]);
    }

    #[test]
    fn labels_and_expressions_all_have_to_hold() {
        let own = labels(&[("app", "api"), ("tier", "front")]);
        let expression = |operator: &str| LabelSelectorRequirement {
            key: "tier".to_owned(),
            operator: operator.to_owned(),
            values: Some(vec!["5".to_owned()]),
        };
        let selector = |pairs, operator| LabelSelector {
            match_labels: Some(labels(pairs)),
            match_expressions: Some(vec![expression(operator)]),
        };
        for (pairs, operator) in
            [(&[("app", "api")], "NotIn"), (&[("app", "web")], "NotIn"), (&[("app", "api")], "In")]
        {
            let whole = selector(pairs, operator);
            assert_eq!(CompactSelector::from(&whole).selects(&own), selects(Some(&whole), &own), "{whole:?}");
        }
        assert!(selects(Some(&selector(&[("app", "api")], "NotIn")), &own));
        assert!(!selects(Some(&selector(&[("app", "web")], "NotIn")), &own));
        assert!(!selects(Some(&selector(&[("app", "api")], "In")), &own));
        // The API server refuses `Gt` in a label selector.
        assert!(!selects(Some(&selector(&[], "Lt")), &labels(&[("tier", "1")])));
    }
}
