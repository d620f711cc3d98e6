//! D06: three o'clock, but where?

use crate::k8s::values::Schedule;
use crate::validate::rules::facts::cron_times::{cron_job, fields, schedule};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A schedule with a time of day says in which time zone.
    ///
    /// Without `timeZone` the hour is that of the controller's clock: UTC in most clusters, and
    /// something else in the next one. With it, the clocks of the zone count, summer time
    /// included (article §6.3).
    ///
    /// Silent when no hour and no day is fixed (`*/5 * * * *`, `0 */6 * * *`), and with the
    /// profiles `test` and `development`.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: report}
    /// spec:
    ///   schedule: "0 3 * * *"
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
    ///   schedule: "0 3 * * *"
    ///   timeZone: Etc/UTC
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: report, image: "report:v1"}
    /// ```
    D06 time_zone_not_said: Info, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = cron_job(subject) else { return };
    if spec.time_zone.is_some() || spec.suspend == Some(true) || subject.profile != Profile::Production {
        return;
    }
    let Some(schedule) = schedule(spec) else { return };
    if has_hours(&schedule) {
        let message = format!(
            "`{schedule}` is read in the time zone of kube-controller-manager, as `timeZone` is not set"
        );
        reports
            .report(subject, &subject.at().field("spec").field("schedule"), message)
            .help("set `timeZone: Etc/UTC`, or the zone that is meant");
    }
}

/// Whether the runs are bound to hours or days, which begin elsewhere in another zone.
fn has_hours(schedule: &Schedule) -> bool {
    match fields(schedule) {
        Some([_, hour, day, month, weekday]) => [hour, day, month, weekday].into_iter().any(is_fixed),
        None => !schedule.as_str().starts_with("@every") && schedule.as_str() != "@hourly",
    }
}

/// Whether a field is bound to the clock or the calendar, rather than spread evenly.
fn is_fixed(field: &str) -> bool {
    !field.starts_with(['*', '?'])
}
