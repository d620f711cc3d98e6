//! Pods: hardly anything may change once they are there.

mod placement;
mod refused;
mod resources;
mod tolerations;

use refused::{WHY, refused};
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
    fixed: &[],
    fields: &[
        ("spec.containers[].image", image),
        ("spec.initContainers[].image", image),
        ("spec.containers[].resources", resources::of_container),
        ("spec.initContainers[].resources", resources::of_container),
        ("spec.containers", containers),
        ("spec.initContainers", containers),
        ("spec.activeDeadlineSeconds", deadline),
        ("spec.tolerations", tolerations::tolerations),
        ("spec.schedulingGates", placement::gates),
        ("spec.nodeSelector", placement::node_selector),
        ("spec.affinity.nodeAffinity", placement::node_affinity),
        ("spec.affinity", placement::affinity),
        ("spec.terminationGracePeriodSeconds", grace_period),
        ("spec", refused),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

fn image(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let is_empty = difference.new.as_ref().and_then(Value::as_str).is_none_or(str::is_empty);
    if is_empty {
        return refused(diff, difference);
    }
    rolls(Rollout::ContainerRestart, format!("{}: the container restarts in its Pod", template::what(difference)))
        .pods("The Pod stays, on its node and with its address; the container is stopped and started with the new image.")
        .data("Volumes stay, `emptyDir` too; what the container wrote beside its volumes is gone.")
}

/// A changed list of containers, or a field of one.
fn containers(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let list = difference.path.keys().nth(1).unwrap_or_default();
    let [old, new] = [diff.old, diff.new].map(|pod| items(pod, &format!("/spec/{list}")).len());
    if old == new {
        return refused(diff, difference);
    }
    let reason = "pod updates may not add or remove containers";
    forbidden(Refusal::forbidden(&format!("spec.{list}"), reason), WHY)
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
        (Some(_), None) => {
            let reason = "must not update from a positive integer to nil value";
            forbidden(Refusal::invalid(path, None, reason), why)
        }
        _ => in_place("the Pod gets a nearer deadline")
            .pods("The Pod is stopped as failed when the deadline has passed."),
    }
}

/// A negative period, which no server takes any more, may become 1.
fn grace_period(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let seconds = |value: &Option<Value>| value.as_ref().and_then(Value::as_i64).unwrap_or_default();
    if seconds(&difference.old) < 0 && seconds(&difference.new) == 1 {
        return in_place("the negative time to stop becomes one second");
    }
    refused(diff, difference)
}

fn workaround(diff: &ObjectDiff, refused: &[&Difference]) -> Note {
    let is_resize = |difference: &&Difference| {
        difference.path.is_below("spec.containers[].resources")
            || difference.path.is_below("spec.initContainers[].resources")
    };
    if !refused.is_empty() && refused.iter().all(is_resize) {
        return resources::workaround(diff);
    }
    Note::new("the Pod is deleted and made again")
        .commands([diff.kubectl().delete(), Kubectl::apply()])
        .pods("The Pod stops, and starts anew, perhaps on another node and with another address.")
        .data(data_when_replaced(diff.old.get("spec").unwrap_or(diff.old)))
}

fn added(diff: &ObjectDiff) -> Note {
    Note::new(format!("{} is made", diff.object))
        .pods("The Pod starts once; nothing replaces it when its node is lost.")
        .data("No data is there yet.")
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("The Pod stops, and nothing makes it again.")
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
