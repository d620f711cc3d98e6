//! D01: a CronJob that does not say what happens when a run lasts until the next.

use crate::validate::rules::facts::backups::is_backup;
use crate::validate::rules::facts::cron_times::{cron_job, deadline, job, schedule, shortest_gap, spoken};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

/// Nobody's run lasts as long as this.
const WEEK: i64 = 7 * 24 * 3_600;

rule! {
    /// A CronJob says what happens when a run lasts until the next one is due.
    ///
    /// Unless `concurrencyPolicy` says otherwise both run at once (`Allow`), and when one hangs,
    /// all that follow pile up behind it. `Forbid` waits: the next run starts as soon as the
    /// last one ends, unless `startingDeadlineSeconds` has passed by then. `Replace` ends the
    /// last one. Cleaning up may overlap, a report is best replaced (article §6.3).
    ///
    /// Silent when a deadline ends each run before the next one, when runs are a week or more
    /// apart, for backups, which `backup_may_overlap` reports, and with the profiles `test` and
    /// `development`.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: cleanup}
    /// spec:
    ///   schedule: "*/5 * * * *"
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
    ///   schedule: "*/5 * * * *"
    ///   concurrencyPolicy: Allow
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: cleanup, image: "cleanup:v1"}
    /// ```
    D01 overlap_not_decided: Info, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = cron_job(subject) else { return };
    let decided = spec.concurrency_policy.as_ref().is_some_and(|policy| !policy.is_empty());
    if decided || spec.suspend == Some(true) || subject.profile != Profile::Production || is_backup(subject) {
        return;
    }
    let Some(gap) = schedule(spec).as_ref().and_then(shortest_gap).filter(|gap| *gap < WEEK) else { return };
    if job(subject).and_then(|(job, _)| deadline(job)).is_some_and(|deadline| deadline < gap) {
        return;
    }
    let message = format!(
        "`concurrencyPolicy` is not set: a run that takes longer than {} runs beside the next one",
        spoken(gap)
    );
    reports.report(subject, &subject.at().field("spec").field("schedule"), message).help(
        "set `concurrencyPolicy`: `Allow` if runs do not disturb each other, `Forbid` to start none while one is \
         active, `Replace` to end the active one (article §6.3)",
    );
}
