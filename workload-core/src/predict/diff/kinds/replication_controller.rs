//! ReplicationControllers, the elder of ReplicaSets: even their selector may change.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, in_place};
use super::rules::Rules;
use super::{other, replica_set, scale};

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "ReplicationController",
    fixed: &[],
    fields: &[
        ("spec.selector", selector),
        ("spec.template", replica_set::template),
        ("spec.replicas", scale::replicas),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added: replica_set::added,
    removed: replica_set::removed,
};

fn selector(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the controller counts the Pods that the new selector finds")
        .pods("Those no longer found run on, and nobody owns them; as many new ones start.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn fields_do_what_the_controller_does() {
        let web = "{apiVersion: v1, kind: ReplicationController, metadata: {name: web}, spec: {replicas: 2,
            selector: {app: web}, template: {metadata: {labels: {app: web, tier: a}},
            spec: {containers: [{name: web, image: 'web:1'}]}}}}";
        effects(
            web,
            Effects {
                in_place: &[
                    ("replicas: 2", "replicas: 1", "spec.replicas"),
                    ("selector: {app: web}, template", "selector: {tier: a}, template", "spec.selector.app"),
                ],
                rolls: &[("web:1", "web:2", "spec.template.spec.containers[web].image")],
                same: &[("replicas: 2", "replicas: 2, minReadySeconds: 0")],
                ..Effects::default()
            },
        );
    }
}
