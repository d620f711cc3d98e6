//! PriorityClasses: the number behind the name may not change.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "scheduling.k8s.io",
    kind: "PriorityClass",
    fields: &[("value", value), ("preemptionPolicy", policy)],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added: other::added,
    removed: other::removed,
};

const WHY: &str =
    "Pods carry the number of the time they were made; two of one class could stand at different ones.";

fn value(_: &ObjectDiff, _: &Difference) -> Verdict {
    forbidden(Refusal::forbidden("value", "may not be changed in an update."), WHY)
}

fn policy(_: &ObjectDiff, difference: &Difference) -> Verdict {
    forbidden(Refusal::immutable("preemptionPolicy", difference.new.as_ref()), WHY)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn fields_do_what_the_server_does() {
        let high = "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 10, description: a}";
        effects(
            high,
            Effects {
                in_place: &[("description: a", "description: b", "description")],
                forbidden: &[
                    ("value: 10", "value: 11", "value"),
                    ("value: 10", "value: 10, preemptionPolicy: Never", "preemptionPolicy"),
                ],
                ..Effects::default()
            },
        );
    }
}
