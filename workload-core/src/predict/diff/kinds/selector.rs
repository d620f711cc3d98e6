//! Label selectors, which no workload can change, and whom they still find.

use serde_json::{Map, Value};

use super::super::differences::Difference;
use super::super::object_diff::{ObjectDiff, entries, items, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};

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
    let empty = Map::new();
    let labels = entries(diff.old, "/spec/template/metadata/labels").unwrap_or(&empty);
    let pairs = entries(diff.new, "/spec/selector/matchLabels").unwrap_or(&empty);
    pairs.iter().all(|(key, value)| labels.get(key) == Some(value))
        && items(diff.new, "/spec/selector/matchExpressions")
            .iter()
            .all(|expression| fits(expression, labels))
}

fn fits(expression: &Value, labels: &Map<String, Value>) -> bool {
    let label = labels.get(text(expression, "/key"));
    let is_listed = label.is_some_and(|label| items(expression, "/values").contains(label));
    match text(expression, "/operator") {
        "In" => is_listed,
        "NotIn" => !is_listed,
        "Exists" => label.is_some(),
        _ => label.is_none(),
    }
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
