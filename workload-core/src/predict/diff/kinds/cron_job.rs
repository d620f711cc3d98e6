//! CronJobs: everything may change, and counts for Jobs made from now on.

use super::super::differences::Difference;
use super::super::effect::Rollout;
use super::super::note::Note;
use super::super::object_diff::{ObjectDiff, is_true, text};
use super::super::verdict::{Verdict, ignored, in_place, rolls};
use super::rules::Rules;
use super::{other, template};

pub(super) const RULES: Rules = Rules {
    group: "batch",
    kind: "CronJob",
    fixed: &[],
    fields: &[
        ("spec.jobTemplate", job_template),
        ("spec.suspend", suspend),
        ("spec.successfulJobsHistoryLimit", history),
        ("spec.failedJobsHistoryLimit", history),
        ("spec", timing),
    ],
    rest: other::updated,
    refused: other::nothing_else,
    workaround: other::recreated,
    added,
    removed,
};

const RUNNING: &str = "Jobs that run are not touched.";

fn job_template(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let what = template::what(difference).replace("the Pod template", "the Job template");
    if is_true(diff.new, "/spec/suspend") {
        return ignored("the CronJob is resumed", format!("{what}, and waits: the CronJob is suspended"))
            .pods(RUNNING);
    }
    rolls(Rollout::NextJobs, format!("{what} for Jobs made from now on")).pods(RUNNING)
}

fn suspend(diff: &ObjectDiff, _: &Difference) -> Verdict {
    if is_true(diff.new, "/spec/suspend") {
        return in_place("no more Jobs are made").pods(RUNNING);
    }
    in_place("Jobs are made again")
        .why("Of the times missed meanwhile only the latest is made up for, at once, unless `startingDeadlineSeconds` has passed.")
        .pods("A Job may start at once.")
}

fn history(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("another number of finished Jobs is kept")
        .pods("Surplus finished Jobs go, with their Pods and logs.")
}

fn timing(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let message = format!("`{}` counts from the next time on", difference.path);
    let verdict = if is_true(diff.new, "/spec/suspend") {
        ignored("the CronJob is resumed", message)
    } else {
        in_place(message)
    };
    verdict.pods(RUNNING)
}

fn added(diff: &ObjectDiff) -> Note {
    let note = Note::new(format!("{} is made", diff.object)).data("No data is there yet.");
    if is_true(diff.new, "/spec/suspend") {
        return note.pods("No Pod starts: the CronJob is suspended.");
    }
    note.pods(format!("The first Job is made at the next time of `{}`.", text(diff.new, "/spec/schedule")))
}

fn removed(diff: &ObjectDiff) -> Note {
    Note::new(other::gone(diff))
        .why(other::LEFT)
        .commands([diff.kubectl().delete()])
        .pods("Deleting it deletes its Jobs and their Pods, running ones too, and their logs.")
        .data("What running Pods kept on `emptyDir` volumes goes with them.")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{Effects, effects};

    const CLEANUP: &str = "
apiVersion: batch/v1
kind: CronJob
metadata: {name: cleanup}
spec:
  schedule: 0 3 * * *
  suspend: false
  jobTemplate:
    spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: cleanup, image: 'cleanup:1'}]}}}
";

    #[test]
    fn fields_count_for_jobs_to_come() {
        effects(
            CLEANUP,
            Effects {
                in_place: &[
                    ("0 3 * * *", "0 4 * * *", "spec.schedule"),
                    ("suspend: false", "suspend: true", "spec.suspend"),
                    ("suspend: false", "concurrencyPolicy: Forbid", "spec.concurrencyPolicy"),
                    ("suspend: false", "failedJobsHistoryLimit: 0", "spec.failedJobsHistoryLimit"),
                ],
                rolls: &[(
                    "cleanup:1",
                    "cleanup:2",
                    "spec.jobTemplate.spec.template.spec.containers[cleanup].image",
                )],
                same: &[("suspend: false", "concurrencyPolicy: Allow"), ("suspend: false", "timeZone: null")],
                ..Effects::default()
            },
        );
    }

    #[test]
    fn a_suspended_one_waits() {
        effects(
            &CLEANUP.replace("suspend: false", "suspend: true"),
            Effects {
                in_place: &[("suspend: true", "suspend: false", "spec.suspend")],
                ignored: &[
                    (
                        "cleanup:1",
                        "cleanup:2",
                        "spec.jobTemplate.spec.template.spec.containers[cleanup].image",
                    ),
                    ("0 3 * * *", "0 4 * * *", "spec.schedule"),
                ],
                ..Effects::default()
            },
        );
    }
}
