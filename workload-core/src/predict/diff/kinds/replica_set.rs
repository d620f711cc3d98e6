//! ReplicaSets: their template is for Pods to come.

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::effect::Rollout;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, number};
use super::super::verdict::{Verdict, rolls};
use super::content::data_when_replaced;
use super::rules::Rules;
use super::{other, scale, selector};

pub(super) const RULES: Rules = Rules {
    group: "apps",
    kind: "ReplicaSet",
    fixed: &[],
    fields: &[
        ("spec.selector", selector::refused),
        ("spec.template", template),
        ("spec.replicas", scale::replicas),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

pub(super) fn template(_: &ObjectDiff, _: &Difference) -> Verdict {
    rolls(Rollout::NextPods, "the template changes for Pods that are made from now on")
        .why("It counts Pods and does not compare them with its template. A Deployment does.")
        .pods("No running Pod is replaced; one that is deleted comes back with the new template.")
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    let note =
        Note::new("the ReplicaSet is made again").commands([diff.kubectl().delete_alone(), Kubectl::apply()]);
    if selector::still_fits(diff) {
        return note.pods("The Pods run on, and the new ReplicaSet adopts them.");
    }
    note.pods("The Pods run on, and nobody owns them: delete them once the new ones are ready.")
}

pub(super) fn added(diff: &ObjectDiff) -> Note {
    Note::new(format!("{} is made", diff.object))
        .pods(format!("{} start at once, under random names.", number(diff.new, "/spec/replicas")))
        .data("No data is there yet.")
}

pub(super) fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("Deleting it deletes all its Pods at once.")
        .data(data_when_replaced(diff.old.pointer("/spec/template/spec").unwrap_or(diff.old)))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn fields_do_what_the_controller_does() {
        let web = "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web}, spec: {replicas: 2,
            selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}},
            spec: {containers: [{name: web, image: 'web:1'}]}}}}";
        effects(
            web,
            Effects {
                in_place: &[("replicas: 2", "replicas: 1", "spec.replicas")],
                rolls: &[("web:1", "web:2", "spec.template.spec.containers[web].image")],
                forbidden: &[("{matchLabels: {app: web}}", "{matchLabels: {app: api}}", "spec.selector")],
                same: &[("replicas: 2", "replicas: 2, minReadySeconds: 0")],
                ..Effects::default()
            },
        );
    }
}
