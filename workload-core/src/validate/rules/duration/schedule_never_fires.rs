//! D03: a schedule for a day that never comes.

use crate::validate::rules::facts::cron_times::{cron_job, schedule};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A schedule has a day on which it fires.
    ///
    /// The server takes 31 February for a schedule like any other, and the CronJob waits for it
    /// without a word. Whoever keeps a CronJob only to start its Job by hand (`kubectl create job
    /// --from=cronjob/…`) says `suspend: true`, and everybody knows (article §6.3).
    ///
    /// Silent for a suspended CronJob.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: report}
    /// spec:
    ///   schedule: "0 3 31 2,4 *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: report, image: "report:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: report}
    /// spec:
    ///   schedule: "0 3 30 4 *"
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: report, image: "report:v1"}
    /// ```
    D03 schedule_never_fires: Error, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = cron_job(subject).filter(|spec| spec.suspend != Some(true)) else { return };
    let Some(schedule) = schedule(spec).filter(crate::k8s::values::Schedule::never_fires) else { return };
    let message = format!("`{}` never comes: none of its months has such a day", schedule.as_str());
    reports.report(subject, &subject.at().field("spec").field("schedule"), message).help(
        "correct the day or the month; if the Job is only started by hand, say `suspend: true` as well",
    );
}
