//! Label selectors, which no workload can change, and whom they still find.

use serde_json::{Map, Value};

use super::super::case::{Case, entries, items, text};
use super::super::differences::Difference;
use super::super::refusal::immutable;
use super::super::verdict::{Verdict, forbidden};

/// A changed selector: refused.
pub(super) fn refused(case: &Case, _: &Difference) -> Verdict {
    let why = format!(
        "A {} knows its Pods by this selector: with another it would leave them behind.",
        case.object.kind
    );
    forbidden(immutable("spec.selector", case.after("/spec/selector")), why)
}

/// Whether the new selector finds the Pods that the old template made.
pub(super) fn still_fits(case: &Case) -> bool {
    let empty = Map::new();
    let labels = entries(case.old, "/spec/template/metadata/labels").unwrap_or(&empty);
    let pairs = entries(case.new, "/spec/selector/matchLabels").unwrap_or(&empty);
    pairs.iter().all(|(key, value)| labels.get(key) == Some(value))
        && items(case.new, "/spec/selector/matchExpressions")
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
pub(super) fn left_behind(case: &Case) -> Option<String> {
    let labels = entries(case.old, "/spec/template/metadata/labels")?;
    let pairs = entries(case.new, "/spec/selector/matchLabels")?;
    let (key, value) = pairs.iter().find(|(key, value)| labels.get(*key) != Some(value))?;
    let old = entries(case.old, "/spec/selector/matchLabels")?;
    let equal = |(key, value): (&String, &Value)| Some(format!("{key}={}", value.as_str()?));
    let mut terms: Vec<_> = old.iter().filter_map(equal).collect();
    // `app=api,app!=web` says no more than `app=api`.
    if !old.contains_key(key) {
        terms.push(format!("{key}!={}", value.as_str()?));
    }
    Some(terms.join(","))
}
