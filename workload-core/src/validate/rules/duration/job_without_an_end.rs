//! D08: a run that hangs, and nobody who ends it.

use crate::validate::rules::facts::cron_times::{cron_job, deadline, job};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A run that nobody watches has an end.
    ///
    /// A run that hangs, on a lock or a connection, is neither failed nor finished. With
    /// `concurrencyPolicy: Forbid` no other run ever starts after it; with `Allow` the next ones
    /// hang beside it. `activeDeadlineSeconds` ends it, and the failure is seen (article §6.3).
    ///
    /// Silent for `Replace`, where the next run ends the last one; where no policy is said, which
    /// `overlap_not_decided` reports; for a Job, which somebody started and waits for; and with
    /// the profiles `test` and `development`.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: cleanup}
    /// spec:
    ///   schedule: "0 3 * * *"
    ///   concurrencyPolicy: Forbid
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: cleanup, image: "cleanup:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: cleanup}
    /// spec:
    ///   schedule: "0 3 * * *"
    ///   concurrencyPolicy: Forbid
    ///   jobTemplate:
    ///     spec:
    ///       activeDeadlineSeconds: 7200
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: cleanup, image: "cleanup:v1"}
    /// ```
    D08 job_without_an_end: Info, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = cron_job(subject) else { return };
    let Some((job, path)) = job(subject).filter(|(job, _)| deadline(job).is_none()) else { return };
    if job.template.spec.is_none() || spec.suspend == Some(true) || subject.profile != Profile::Production {
        return;
    }
    let message = match spec.concurrency_policy.as_deref().unwrap_or_default() {
        // Whoever decides about the overlap has this to decide as well.
        "" | "Replace" => return,
        "Forbid" => "a run that hangs never ends, and with `concurrencyPolicy: Forbid` no other run starts",
        _ => "a run that hangs never ends, and later runs may hang beside it",
    };
    reports
        .report(subject, &subject.at().fields(path), message)
        .help("give `activeDeadlineSeconds` in `jobTemplate.spec`: longer than any successful run takes");
}
