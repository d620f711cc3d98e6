//! Label selectors, which no workload can change, and whom they still find.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde::Deserialize;
use serde_json::Value;

use super::super::differences::Difference;
use super::super::object_diff::{ObjectDiff, entries};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};
use crate::k8s::selector::{Labels, selects};

/// A changed selector: refused.
pub(super) fn refused(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let why = format!(
        "A {} knows its Pods by this selector: with another it would leave them behind.",
        diff.object.kind
    );
    forbidden(Refusal::immutable("spec.selector", diff.after("/spec/selector")), why)
}

/// Whether the new selector finds the Pods that the old template made.
pub(super) fn still_fits(diff: &ObjectDiff) -> bool {
    let selector =
        diff.after("/spec/selector").and_then(|selector| LabelSelector::deserialize(selector).ok());
    let labels = diff.before("/spec/template/metadata/labels");
    let labels = labels.and_then(|labels| Labels::deserialize(labels).ok()).unwrap_or_default();
    selects(selector.as_ref(), &labels)
}

/// The `-l` of what the old template made and the new selector does not find:
/// `app=api,tier!=web`. None when no label tells the two apart.
pub(super) fn left_behind(diff: &ObjectDiff) -> Option<String> {
    let labels = entries(diff.old, "/spec/template/metadata/labels")?;
    let pairs = entries(diff.new, "/spec/selector/matchLabels")?;
    let (key, value) = pairs.iter().find(|(key, value)| labels.get(*key) != Some(value))?;
    let old = entries(diff.old, "/spec/selector/matchLabels")?;
    let equal = |(key, value): (&String, &Value)| Some(format!("{key}={}", value.as_str()?));
    let mut terms: Vec<_> = old.iter().filter_map(equal).collect();
    // `app=api,app!=web` says no more than `app=api`.
    if !old.contains_key(key) {
        terms.push(format!("{key}!={}", value.as_str()?));
    }
    Some(terms.join(","))
}
