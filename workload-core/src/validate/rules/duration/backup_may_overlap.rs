//! D02: two backups at once.

use crate::validate::rules::facts::backups::is_backup;
use crate::validate::rules::facts::cron_times::{cron_job, deadline, job, schedule, shortest_gap};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A backup is over, or waited for, before the next one starts.
    ///
    /// Two at once write the same file and double the load, at the hour when the first one is
    /// slow already. With `Forbid` the second one waits for the first; it is not dropped, as
    /// the article has it: it starts as soon as the first one ends, unless
    /// `startingDeadlineSeconds` has passed by then (article §6.3).
    ///
    /// A backup is told by its name or by what it runs: `pg_dump`, `mysqldump`, `restic backup`.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: shop-backup}
    /// spec:
    ///   schedule: "0 * * * *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - name: backup
    ///             image: postgres:16
    ///             command: [sh, -c, "pg_dump shop > /backup/shop.sql"]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: shop-backup}
    /// spec:
    ///   schedule: "0 * * * *"
    ///   concurrencyPolicy: Forbid
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - name: backup
    ///             image: postgres:16
    ///             command: [sh, -c, "pg_dump shop > /backup/shop.sql"]
    /// ```
    D02 backup_may_overlap: Warning, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = cron_job(subject) else { return };
    let policy = spec.concurrency_policy.as_deref().unwrap_or_default();
    if !matches!(policy, "" | "Allow") || spec.suspend == Some(true) || !is_backup(subject) {
        return;
    }
    let Some(gap) = schedule(spec).as_ref().and_then(shortest_gap) else { return };
    if job(subject).and_then(|(job, _)| deadline(job)).is_some_and(|deadline| deadline < gap) {
        return;
    }
    let at = subject.at();
    let at = at.field("spec");
    let field = if policy.is_empty() { "schedule" } else { "concurrencyPolicy" };
    reports
        .report(subject, &at.field(field), "a backup that takes too long runs beside the next one")
        .help("`concurrencyPolicy: Forbid` starts no run while another is active (article §6.3)");
}
