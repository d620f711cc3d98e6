//! Pods: hardly anything may change once they are there.

use serde_json::Value;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::effect::Rollout;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, items};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place, rolls};
use super::content::data_when_replaced;
use super::rules::Rules;
use super::{other, template};

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "Pod",
    fields: &[
        ("spec.containers[].image", image),
        ("spec.initContainers[].image", image),
        ("spec.activeDeadlineSeconds", deadline),
        ("spec.tolerations", tolerations),
        ("spec.schedulingGates", gates),
        ("spec", refused),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

const REFUSAL: &str = "pod updates may not change fields other than `spec.containers[*].image`,\
    `spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing \
    tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

fn refused(_: &ObjectDiff, _: &Difference) -> Verdict {
    forbidden(
        Refusal::forbidden("spec", REFUSAL),
        "A Pod is never changed but replaced; a workload does that by itself.",
    )
}

fn image(_: &ObjectDiff, difference: &Difference) -> Verdict {
    rolls(Rollout::ContainerRestart, format!("{}: the container restarts in its Pod", template::what(difference)))
        .pods("The Pod stays, on its node and with its address; the container is stopped and started with the new image.")
        .data("Volumes stay, `emptyDir` too; what the container wrote beside its volumes is gone.")
}

/// A deadline may be set, or come nearer.
fn deadline(_: &ObjectDiff, difference: &Difference) -> Verdict {
    let seconds = |value: &Option<Value>| value.as_ref().and_then(Value::as_i64);
    let path = "spec.activeDeadlineSeconds";
    let why = "A Pod's deadline can only come nearer.";
    match (seconds(&difference.old), seconds(&difference.new)) {
        (Some(old), Some(new)) if new > old => {
            let reason = format!("must be less than or equal to previous value {old}");
            forbidden(Refusal::invalid(path, difference.new.as_ref(), &reason), why)
        }
        (Some(old), None) => {
            let reason = format!("must not update from a positive integer to nil value {old}");
            forbidden(Refusal::invalid(path, None, &reason), why)
        }
        _ => in_place("the Pod gets a nearer deadline")
            .pods("It is stopped as failed when the deadline has passed."),
    }
}

fn tolerations(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|pod| items(pod, "/spec/tolerations"));
    if old.iter().all(|toleration| new.contains(toleration)) {
        return in_place("the Pod tolerates more");
    }
    refused(diff, difference)
}

/// Gates can be opened, not put up.
fn gates(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.new.is_none() {
        return in_place("a gate is opened").pods("With none left the Pod is placed on a node.");
    }
    refused(diff, difference)
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    Note::new("the Pod is deleted and made again")
        .commands([diff.kubectl().delete(), Kubectl::apply()])
        .pods("It stops, and starts anew, perhaps on another node and with another address.")
        .data(data_when_replaced(diff.old.get("spec").unwrap_or(diff.old)))
}

fn added(diff: &ObjectDiff) -> Note {
    Note::new(format!("{} is made", diff.object))
        .pods("It starts once; nothing replaces it when its node is lost.")
        .data("No data is there yet.")
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("It stops, and nothing makes it again.")
        .data(data_when_replaced(diff.old.get("spec").unwrap_or(diff.old)))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    #[test]
    fn fields_do_what_the_server_does() {
        let pod = "
apiVersion: v1
kind: Pod
metadata: {name: shell}
spec:
  activeDeadlineSeconds: 60
  tolerations: [{key: a, operator: Exists}]
  schedulingGates: [{name: example.com/wait}]
  containers: [{name: shell, image: 'busybox:1', args: [sleep, '60']}]
";
        effects(
            pod,
            Effects {
                in_place: &[
                    ("activeDeadlineSeconds: 60", "activeDeadlineSeconds: 30", "spec.activeDeadlineSeconds"),
                    ("[{key: a,", "[{key: b, operator: Exists}, {key: a,", "spec.tolerations"),
                    ("[{name: example.com/wait}]", "[]", "spec.schedulingGates"),
                    ("{name: shell}\n", "{name: shell, labels: {a: b}}\n", "metadata.labels"),
                ],
                rolls: &[("busybox:1", "busybox:2", "spec.containers[shell].image")],
                forbidden: &[
                    ("activeDeadlineSeconds: 60", "activeDeadlineSeconds: 90", "spec.activeDeadlineSeconds"),
                    ("  activeDeadlineSeconds: 60\n", "", "spec.activeDeadlineSeconds"),
                    ("[{key: a,", "[{key: b,", "spec.tolerations"),
                    (
                        "[{name: example.com/wait}]",
                        "[{name: example.com/wait}, {name: b}]",
                        "spec.schedulingGates",
                    ),
                    ("[sleep, '60']", "[sleep, '90']", "spec.containers[shell].args"),
                ],
                same: &[("containers:", "restartPolicy: Always\n  containers:")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn what_is_limited_is_requested() {
        let pod = |resources: &str| {
            format!(
                "{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{containers: [{{name: a, image: 'a:1', resources: {resources}}}]}}}}"
            )
        };
        let same = super::super::super::testing::changes(
            &pod("{limits: {cpu: 1}}"),
            &pod("{limits: {cpu: 1}, requests: {cpu: 1000m}}"),
        );
        assert!(same.is_empty());
    }
}
