//! What a kind's file says.

use serde_json::Value;

use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, in_place};
use super::field_rule::FieldRule;
use super::fixed::Fixed;
use super::metadata;

/// The rules of a kind.
#[derive(Debug)]
pub(in super::super) struct Rules {
    /// The API group, empty for the core.
    pub group: &'static str,
    /// Such as `Deployment`.
    pub kind: &'static str,
    /// The fields that may not change.
    pub fixed: &'static [Fixed],
    /// What the other fields do, from the first that fits; `[]` stands for any item of a list.
    pub fields: &'static [(&'static str, FieldRule)],
    /// What any further field does.
    pub rest: FieldRule,
    /// How to get to refused changes all the same, and what happens on the way.
    pub workaround: fn(&ObjectDiff, &[&Difference]) -> Note,
    /// What the server refuses beyond single fields, by the field's path.
    pub refused: fn(&ObjectDiff) -> Vec<(&'static str, Verdict)>,
    /// What making the object does.
    pub added: fn(&ObjectDiff) -> Note,
    /// What deleting it does.
    pub removed: fn(&ObjectDiff) -> Note,
}

impl Rules {
    /// What a change of one field does.
    pub(in super::super) fn verdict(&self, diff: &ObjectDiff, difference: &Difference) -> Verdict {
        if diff.object.is_generated() {
            let name = &diff.object.name;
            return in_place(format!(
                "each `kubectl create` makes another `{name}`: nothing that is there changes"
            ));
        }
        let fixed = self.fixed.iter().find_map(|fixed| fixed.verdict(diff, difference));
        if let Some(refused) = fixed {
            return refused;
        }
        let rows = self.fields.iter().chain(metadata::FIELDS);
        let row = rows.clone().find(|(pattern, _)| difference.path.is_below(pattern));
        row.map_or(self.rest, |(_, rule)| *rule)(diff, difference)
    }

    /// A value as it may be shown: what is secret stays so.
    pub(in super::super) fn shown(&self, difference: &Difference, value: Value) -> Value {
        let is_secret = self.kind == "Secret" && difference.path.is_below("data");
        if is_secret { Value::from("(hidden)") } else { value }
    }
}
