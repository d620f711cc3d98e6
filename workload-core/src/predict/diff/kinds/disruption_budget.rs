//! PodDisruptionBudgets: everything may change, and counts at the next eviction.

use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, in_place};
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "policy",
    kind: "PodDisruptionBudget",
    fixed: &[],
    fields: &[("spec", budget)],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added: other::added,
    removed,
};

fn budget(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the new budget counts at the next eviction").why(
        "Budgets are asked when Pods are evicted, as by `kubectl drain`; rollouts and deletions do not ask.",
    )
}

fn removed(diff: &ObjectDiff) -> Note {
    other::removed(diff).pods("Once it is deleted, a drain may stop all of the Pods at once.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn everything_may_change() {
        let budget = "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: api},
            spec: {minAvailable: 1, selector: {matchLabels: {app: api}}}}";
        effects(
            budget,
            Effects {
                in_place: &[
                    ("minAvailable: 1", "maxUnavailable: 1", "spec.maxUnavailable"),
                    ("app: api", "app: web", "spec.selector"),
                ],
                same: &[("minAvailable: 1", "minAvailable: 1, unhealthyPodEvictionPolicy: null")],
                ..Effects::default()
            },
        );
    }
}
