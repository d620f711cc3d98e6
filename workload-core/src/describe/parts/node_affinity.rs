//! Which nodes an app's Pods need, or would rather have.

use k8s_openapi::api::core::v1::{
    NodeAffinity as Raw, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PreferredSchedulingTerm,
};

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::k8s::literal::{Leaf, Literal, Written, find, forms, group_forms};
use crate::k8s::values::LabelKey;
use crate::syntax::text::Message;

/// What a label of a node must be: `"ssd"`, `["a", "b"]`, `not("spot")`, `exists()`, `above("4")`.
#[derive(Clone, Debug, Serialize)]
#[serde(into = "TermText")]
pub struct NodeTerm {
    operator: &'static str,
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    None,
    One(&'static str),
    Many(&'static [&'static str]),
    Owned { values: Vec<String>, is_list: bool },
}

/// Kubernetes' operators.
const OPERATORS: &[&str] = &["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

/// A term in a file: `{operator: In, value: ssd}`, or `values` for a list.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TermText {
    operator: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    values: Option<Vec<String>>,
}

impl From<NodeTerm> for TermText {
    fn from(term: NodeTerm) -> Self {
        let is_one = matches!(term.values, Values::One(_) | Values::Owned { is_list: false, .. });
        let (operator, values) = term.parts();
        match values {
            Some(values) if is_one => Self { operator, value: values.into_iter().next(), values: None },
            values => Self { operator, value: None, values },
        }
    }
}

impl TryFrom<TermText> for NodeTerm {
    type Error = String;

    fn try_from(term: TermText) -> Result<Self, String> {
        let known = OPERATORS.iter().find(|known| **known == term.operator);
        let operator =
            known.ok_or_else(|| format!("`{}` is none of {}", term.operator, OPERATORS.join(", ")))?;
        let values = match (term.value, term.values) {
            (Some(value), None) => Values::Owned { values: vec![value], is_list: false },
            (None, Some(values)) => Values::Owned { values, is_list: true },
            (None, None) => Values::None,
            (Some(_), Some(_)) => return Err("a term has `value` or `values`, not both".to_owned()),
        };
        Ok(Self { operator, values })
    }
}

impl<'de> Deserialize<'de> for NodeTerm {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        TermText::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

/// Terms are equal that are written the same, wherever their texts come from.
impl PartialEq for NodeTerm {
    fn eq(&self, other: &Self) -> bool {
        TermText::from(self.clone()) == TermText::from(other.clone())
    }
}

impl Eq for NodeTerm {}

impl NodeTerm {
    /// The label has this value.
    #[must_use]
    pub const fn is(value: &'static str) -> Self {
        Self { operator: "In", values: Values::One(value) }
    }

    /// The label has one of these values.
    #[must_use]
    pub const fn is_one_of(values: &'static [&'static str]) -> Self {
        Self { operator: "In", values: Values::Many(values) }
    }

    /// The label has another value, or is not there.
    #[must_use]
    pub const fn is_not(value: &'static str) -> Self {
        Self { operator: "NotIn", values: Values::One(value) }
    }

    /// The label is there.
    #[must_use]
    pub const fn exists() -> Self {
        Self { operator: "Exists", values: Values::None }
    }

    /// The label is not there.
    #[must_use]
    pub const fn is_absent() -> Self {
        Self { operator: "DoesNotExist", values: Values::None }
    }

    /// The label is a larger number.
    #[must_use]
    pub const fn is_above(value: &'static str) -> Self {
        Self { operator: "Gt", values: Values::One(value) }
    }

    /// The label is a smaller number.
    #[must_use]
    pub const fn is_below(value: &'static str) -> Self {
        Self { operator: "Lt", values: Values::One(value) }
    }

    /// A term that is only known at run time, by Kubernetes' own operator.
    #[cfg(feature = "import")]
    pub(crate) fn of(operator: &'static str, values: Vec<String>, is_list: bool) -> Self {
        Self { operator, values: Values::Owned { values, is_list } }
    }

    fn requirement(&self, key: LabelKey) -> NodeSelectorRequirement {
        let (operator, values) = self.parts();
        NodeSelectorRequirement { key: key.into(), operator, values }
    }

    /// The operator and the values that it compares with.
    pub(super) fn parts(&self) -> (String, Option<Vec<String>>) {
        let values = match &self.values {
            Values::None => None,
            Values::One(value) => Some(vec![(*value).to_owned()]),
            Values::Many(values) => Some(values.iter().map(|value| (*value).to_owned()).collect()),
            Values::Owned { values, .. } if values.is_empty() => None,
            Values::Owned { values, .. } => Some(values.clone()),
        };
        (self.operator.to_owned(), values)
    }

    /// The value that the label must have, where there is only one.
    pub(super) fn only_value(&self) -> Option<&str> {
        match &self.values {
            Values::One(value) if self.operator == "In" => Some(value),
            Values::Owned { values, is_list: false } if self.operator == "In" => {
                values.first().map(String::as_str)
            }
            _ => None,
        }
    }
}

forms!(NodeTerm: "a value, a list of them, or `not(\"…\")`, `exists()`, `absent()`, `above(\"4\")`, `below(\"4\")`",
    text => NodeTerm::is, list => NodeTerm::is_one_of);

/// The other comparisons, as functions in an attribute.
impl Literal<NodeTerm> {
    /// `not("spot")`: the label has another value, or is not there.
    #[must_use]
    pub const fn not(self, value: &'static str) -> NodeTerm {
        NodeTerm::is_not(value)
    }

    /// `exists()`: the label is there.
    #[must_use]
    pub const fn exists(self) -> NodeTerm {
        NodeTerm::exists()
    }

    /// `absent()`: the label is not there.
    #[must_use]
    pub const fn absent(self) -> NodeTerm {
        NodeTerm::is_absent()
    }

    /// `above("4")`: the label is a larger number.
    #[must_use]
    pub const fn above(self, value: &'static str) -> NodeTerm {
        NodeTerm::is_above(value)
    }

    /// `below("4")`: the label is a smaller number.
    #[must_use]
    pub const fn below(self, value: &'static str) -> NodeTerm {
        NodeTerm::is_below(value)
    }
}

/// Labels of one node, all of which must hold: `require("disk" = "ssd")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NodeTerms {
    requirements: Vec<NodeSelectorRequirement>,
    weight: Option<i32>,
}

impl NodeTerms {
    /// Any node.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more label that must hold.
    pub fn entry(&mut self, key: LabelKey, term: NodeTerm) -> &mut Self {
        self.requirements.push(term.requirement(key));
        self
    }

    /// How much it counts among preferences, 1-100.
    pub fn weight(&mut self, weight: i32) -> &mut Self {
        self.weight = Some(weight);
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        check_weight(keys)
    }

    fn term(self) -> NodeSelectorTerm {
        NodeSelectorTerm { match_expressions: Some(self.requirements), ..NodeSelectorTerm::default() }
    }
}

/// Checks the weight of a preference.
pub(crate) const fn check_weight(keys: &[Leaf]) -> Result<(), Message> {
    if let Some(Written::Number(weight)) = find(keys, "weight")
        && (weight < 1 || weight > 100)
    {
        return Err(Message::of("`weight` is 1-100"));
    }
    Ok(())
}

group_forms!(NodeTerms: "labels of nodes, such as `require(\"disk\" = \"ssd\")`", check => NodeTerms::check, repeats);

/// Which nodes: `node_affinity(require("disk" = "ssd"), prefer(weight = 50, "zone" = ["a", "b"]))`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NodeAffinity {
    raw: Raw,
}

impl NodeAffinity {
    /// Any node.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Nodes that the Pods need; when given several times, one of them.
    pub fn require(&mut self, terms: NodeTerms) -> &mut Self {
        let selector: &mut NodeSelector =
            self.raw.required_during_scheduling_ignored_during_execution.get_or_insert_default();
        selector.node_selector_terms.push(terms.term());
        self
    }

    /// Nodes that the Pods would rather have.
    pub fn prefer(&mut self, terms: NodeTerms) -> &mut Self {
        let weight = terms.weight.unwrap_or(1);
        let term = PreferredSchedulingTerm { weight, preference: terms.term() };
        self.raw.preferred_during_scheduling_ignored_during_execution.get_or_insert_default().push(term);
        self
    }

    pub(crate) fn into_raw(self) -> Raw {
        self.raw
    }
}

group_forms!(NodeAffinity: "nodes, such as `node_affinity(require(\"disk\" = \"ssd\"))`");
