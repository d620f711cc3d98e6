//! What the server objects to in an update beyond the rules of single fields.

use super::kinds::{Rules, metadata};
use super::object_diff::ObjectDiff;
use super::validity;
use super::verdict::Verdict;

/// A refusal of a field, changed or not.
#[derive(Clone, Debug)]
pub(super) struct Objection {
    /// The field as the server names it: `spec.template.spec.containers[0].image`.
    pub path: String,
    /// The refusal.
    pub verdict: Verdict,
}

/// All objections to an update: those to its metadata, those of its kind, and those that the new
/// object would meet if it were created.
pub(super) fn objections(diff: &ObjectDiff, rules: &Rules) -> Vec<Objection> {
    if diff.object.is_generated() {
        return Vec::new();
    }
    let mut found: Vec<_> = metadata::refused(diff)
        .chain((rules.refused)(diff))
        .map(|(path, verdict)| Objection { path: path.to_owned(), verdict })
        .collect();
    found.extend(validity::errors(diff).into_iter().map(|(path, verdict)| Objection { path, verdict }));
    found
}
