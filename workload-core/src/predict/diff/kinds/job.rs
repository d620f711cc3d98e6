//! Jobs: how fast and how long they run may change, what they run may not.

use serde_json::Value;

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, entries, is_true, number, text};
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, ignored, in_place};
use super::content::data_when_replaced;
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "batch",
    kind: "Job",
    fields: &[
        ("spec.template.metadata", scheduling),
        ("spec.template.spec.nodeSelector", scheduling),
        ("spec.template.spec.affinity", affinity),
        ("spec.template.spec.tolerations", scheduling),
        ("spec.template.spec.schedulingGates", scheduling),
        ("spec.template", template),
        ("spec.completions", completions),
        ("spec.selector", fixed),
        ("spec.completionMode", fixed),
        ("spec.podFailurePolicy", fixed),
        ("spec.successPolicy", fixed),
        ("spec.backoffLimitPerIndex", fixed),
        ("spec.managedBy", fixed),
        ("spec.suspend", suspend),
        ("spec.parallelism", parallelism),
        ("spec.ttlSecondsAfterFinished", ttl),
        ("spec", limit),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround,
    added,
    removed,
};

fn template(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let why = if is_true(diff.old, "/spec/suspend") {
        "Also of a suspended Job only where its Pods run may change (from 1.35 on their resources too, behind the gate \
         MutablePodResourcesForSuspendedJobs)."
    } else {
        "A Job is one run of one template; another template is another run."
    };
    forbidden(Refusal::immutable("spec.template", diff.after("/spec/template")), why)
}

/// Where Pods run may change as long as none has started.
fn scheduling(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if !is_true(diff.old, "/spec/suspend") {
        return template(diff, difference);
    }
    in_place("the Pods of the suspended Job will be placed or labelled differently").why(
        "This may change while a Job is suspended and has never started; afterwards the server refuses it.",
    )
}

/// Of a suspended Job's affinities only those to nodes may change.
fn affinity(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let others = |job| {
        let affinity = entries(job, "/spec/template/spec/affinity");
        let others = |key: &&String| *key != "nodeAffinity";
        affinity.map(|affinity| affinity.keys().filter(others).map(|key| &affinity[key]).collect::<Vec<_>>())
    };
    if others(diff.old).unwrap_or_default() == others(diff.new).unwrap_or_default() {
        return scheduling(diff, difference);
    }
    template(diff, difference)
}

fn fixed(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let field = difference.path.keys().nth(1).unwrap_or_default();
    let path = format!("spec.{field}");
    let server = Refusal::immutable(&path, diff.after(&format!("/spec/{field}")));
    forbidden(server, format!("`{field}` says what counts as done, and a run is judged by one measure."))
}

/// An Indexed Job may grow and shrink if as many run at once as there are.
fn completions(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if text(diff.new, "/spec/completionMode") != "Indexed" {
        return fixed(diff, difference);
    }
    let [completions, parallelism] =
        ["completions", "parallelism"].map(|key| number(diff.new, &format!("/spec/{key}")));
    if completions != parallelism {
        let server = Refusal::invalid(
            "spec.completions",
            diff.after("/spec/completions"),
            "can only be modified in tandem with spec.parallelism",
        );
        return forbidden(
            server,
            "An Indexed Job is resized only when `completions` and `parallelism` become the same.",
        );
    }
    let old = number(diff.old, "/spec/completions");
    let pods = if completions > old {
        format!("Indexes {old} to {} start.", completions - 1)
    } else {
        format!("Pods of the indexes from {completions} on are deleted, and count no more.")
    };
    in_place(format!("the Indexed Job is resized from {old} to {completions}")).pods(pods)
}

fn suspend(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if is_true(diff.new, "/spec/suspend") {
        return in_place("the Job is suspended")
            .pods("Its running Pods are deleted, and do not count as failed; what succeeded stays counted.")
            .data("What they kept on `emptyDir` volumes goes with them.");
    }
    in_place("the Job runs on").pods("New Pods start; `activeDeadlineSeconds` counts anew.")
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
        return note.pods("None starts before it is resumed.");
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
