//! What the labels of Pods must be, as a selector.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use serde::{Deserialize, Serialize};

use super::node_affinity::NodeTerm;
use crate::k8s::values::LabelKey;

/// What the labels of Pods must be; all of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LabelTerms(LabelSelector);

impl LabelTerms {
    /// The label `key` is `value`.
    pub(crate) fn set(&mut self, key: &str, value: &str) {
        self.0.match_labels.get_or_insert_default().insert(key.to_owned(), value.to_owned());
    }

    /// The label `key` is as `term` says.
    pub(crate) fn entry(&mut self, key: LabelKey, term: &NodeTerm) {
        if let Some(value) = term.only_value() {
            return self.set(key.as_str(), value);
        }
        let (operator, values) = term.parts();
        let requirement = LabelSelectorRequirement { key: key.into(), operator, values };
        self.0.match_expressions.get_or_insert_default().push(requirement);
    }

    /// The selector; `None` when nothing is said.
    pub(crate) fn selector(&self) -> Option<LabelSelector> {
        (self.0 != LabelSelector::default()).then(|| self.0.clone())
    }
}
