//! Jobs: how fast and how long they run may change, what they run may not.

mod completions;
mod template;

use serde_json::Value;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, is_true, number};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, ignored, in_place};
use super::content::data_when_replaced;
use super::fixed::Fixed;
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "batch",
    kind: "Job",
    fixed: &[
        Fixed::field("spec.completionMode", MEASURE),
        Fixed::field("spec.podFailurePolicy", MEASURE),
        Fixed::field("spec.successPolicy", MEASURE),
        Fixed::field("spec.backoffLimitPerIndex", MEASURE),
        Fixed::field("spec.selector", "A Job knows its Pods by this selector, which the server makes up."),
        Fixed::field("spec.managedBy", "The controller that began with the Job finishes it."),
    ],
    fields: &[
        ("spec.template", template::template),
        ("spec.completions", completions::completions),
        ("spec.suspend", suspend),
        ("spec.parallelism", parallelism),
        ("spec.ttlSecondsAfterFinished", ttl),
        ("spec", limit),
    ],
    rest: other::updated,
    refused: selector,
    workaround,
    added,
    removed,
};

const MEASURE: &str = "It says what counts as done, and a run is measured by one rule.";

/// A selector in the manifest of a Job that has one of the server's.
fn selector(diff: &ObjectDiff) -> Vec<(&'static str, Verdict)> {
    let [old, new] = [diff.given_old, diff.given_new].map(|job| job.pointer("/spec/selector"));
    let Some(new) = new.filter(|new| !new.is_null() && old != Some(new)) else { return Vec::new() };
    let is_manual = [diff.given_old, diff.given_new].iter().any(|job| is_true(job, "/spec/manualSelector"));
    if is_manual {
        return Vec::new();
    }
    let why = "The server gives each Job a selector of its own: leave it out of the manifest.";
    vec![("spec.selector", forbidden(Refusal::immutable("spec.selector", Some(new)), why))]
}

fn suspend(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if is_true(diff.new, "/spec/suspend") {
        return in_place("the Job is suspended")
            .pods("Its running Pods are deleted, and do not count as failed; completed indexes and Pods stay counted.")
            .data("What they kept on `emptyDir` volumes goes with them.");
    }
    in_place("the Job is resumed").pods("New Pods start; `activeDeadlineSeconds` counts anew.")
}

fn parallelism(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|job| number(job, "/spec/parallelism"));
    if is_true(diff.new, "/spec/suspend") {
        return ignored("the Job is resumed", format!("{new} instead of {old} will run at once"));
    }
    let pods = if new < old {
        "Surplus Pods are deleted, and do not count as failed."
    } else {
        "More start at once."
    };
    in_place(format!("{new} instead of {old} run at once")).pods(pods)
}

fn ttl(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the finished Job is kept for another time, counted from its end")
        .pods("Its Pods and their logs go with it when the time is over.")
}

fn limit(_: &ObjectDiff, difference: &Difference) -> Verdict {
    in_place(format!("`{}` counts from now on, for the running Job too", difference.path))
}

fn workaround(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    let pod_spec = diff.old.pointer("/spec/template/spec").unwrap_or(diff.old);
    Note::new("the Job is deleted and made again")
        .commands([diff.kubectl().delete(), Kubectl::apply()])
        .pods("Its Pods go, running ones too, and with them their logs; the new Job starts from the beginning, also if the old one had finished.")
        .data(format!("{} Whatever the old run did outside is done again.", data_when_replaced(pod_spec)))
}

fn added(diff: &ObjectDiff) -> Note {
    let note = Note::new(format!("{} is made, and runs once", diff.object)).data("No data is there yet.");
    if is_true(diff.new, "/spec/suspend") {
        return note.pods("No Pod starts before the Job is resumed.");
    }
    let parallelism = number(diff.new, "/spec/parallelism");
    let running = diff
        .after("/spec/completions")
        .and_then(Value::as_i64)
        .map_or(parallelism, |all| all.min(parallelism));
    note.pods(format!("{running} start at once."))
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("Deleting it deletes its Pods, running ones too, and their logs.")
        .data(data_when_replaced(diff.old.pointer("/spec/template/spec").unwrap_or(diff.old)))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects, refusal, the};

    const MIGRATE: &str = "
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  completions: 4
  parallelism: 2
  suspend: false
  template:
    spec:
      restartPolicy: Never
      nodeSelector: {disk: ssd}
      containers: [{name: migrate, image: 'migrate:1'}]
";

    #[test]
    fn fields_do_what_the_server_does() {
        effects(
            MIGRATE,
            Effects {
                in_place: &[
                    ("parallelism: 2", "parallelism: 4", "spec.parallelism"),
                    ("suspend: false", "suspend: true", "spec.suspend"),
                    ("suspend: false", "backoffLimit: 2", "spec.backoffLimit"),
                    ("suspend: false", "activeDeadlineSeconds: 60", "spec.activeDeadlineSeconds"),
                    ("suspend: false", "ttlSecondsAfterFinished: 60", "spec.ttlSecondsAfterFinished"),
                    ("suspend: false", "podReplacementPolicy: Failed", "spec.podReplacementPolicy"),
                ],
                forbidden: &[
                    ("migrate:1", "migrate:2", "spec.template.spec.containers[migrate].image"),
                    ("disk: ssd", "disk: hdd", "spec.template.spec.nodeSelector"),
                    ("completions: 4", "completions: 5", "spec.completions"),
                    ("suspend: false", "completionMode: Indexed", "spec.completionMode"),
                    ("suspend: false", "managedBy: example.com/kueue", "spec.managedBy"),
                    (
                        "suspend: false",
                        "podFailurePolicy: {rules: [{action: Ignore}]}",
                        "spec.podFailurePolicy",
                    ),
                ],
                same: &[("suspend: false", "backoffLimit: 6"), ("  suspend: false\n", "")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn a_template_is_refused_with_the_way_around() {
        let change = the(MIGRATE, "migrate:1", "migrate:2");
        assert_eq!(
            refusal(&change),
            "Job.batch \"migrate\" is invalid: spec.template: Invalid value: {…}: field is immutable"
        );
        assert_eq!(change.note.commands, ["kubectl delete job migrate", "kubectl apply -f NEW"]);
    }

    #[test]
    fn a_suspended_job_may_move_but_not_become_another() {
        effects(
            &MIGRATE.replace("suspend: false", "suspend: true"),
            Effects {
                in_place: &[
                    ("disk: ssd", "disk: hdd", "spec.template.spec.nodeSelector.disk"),
                    (
                        "restartPolicy",
                        "affinity: {nodeAffinity: {}}\n      restartPolicy",
                        "spec.template.spec.affinity",
                    ),
                ],
                ignored: &[("parallelism: 2", "parallelism: 4", "spec.parallelism")],
                forbidden: &[("migrate:1", "migrate:2", "spec.template.spec.containers[migrate].image")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn an_indexed_job_is_elastic_in_tandem() {
        let indexed = MIGRATE.replace("suspend: false", "completionMode: Indexed");
        assert!(the(&indexed, "completions: 4", "completions: 5").is_forbidden());
        let elastic = the(&indexed, "completions: 4\n  parallelism: 2", "completions: 6\n  parallelism: 6");
        assert!(!elastic.is_forbidden());
        assert_eq!(elastic.field("spec.completions").unwrap().note.pods, "Indexes 4 to 5 start.");
    }
}
