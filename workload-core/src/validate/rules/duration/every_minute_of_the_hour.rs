//! D04: `* 3 * * *`, which is sixty times.

use crate::validate::rules::facts::cron_times::{cron_job, fields, schedule};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A schedule with a fixed hour has a fixed minute.
    ///
    /// `* 3 * * *` does not mean "at three": it fires every minute from 3:00 to 3:59. What is
    /// meant is nearly always `0 3 * * *`. Nearly: a Job may poll for an hour every night, and a
    /// change from sixty runs to one must be read by somebody, so `--fix` leaves it alone
    /// (article §6.3).
    ///
    /// Silent for ranges such as `* 9-17 * * *`, which are meant.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: cleanup}
    /// spec:
    ///   schedule: "* 3 * * *"
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
    ///   jobTemplate:
    ///     spec:
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: cleanup, image: "cleanup:v1"}
    /// ```
    D04 every_minute_of_the_hour: Warning, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(schedule) = cron_job(subject).and_then(schedule) else { return };
    let Some([minute, hour, day, month, weekday]) = fields(&schedule) else { return };
    if !is_any(minute) {
        return;
    }
    let rest = format!("{day} {month} {weekday}");
    let (message, meant) = if is_some(hour) {
        let when = match hour.parse::<u8>() {
            Ok(hour) => format!(", every minute from {hour}:00 to {hour}:59"),
            Err(_) => " in each of those hours".to_owned(),
        };
        (format!("`{schedule}` fires sixty times{when}"), format!("0 {hour} {rest}"))
    } else if is_any(hour) && (is_some(day) || is_some(weekday) || (is_some(month) && !day.contains('-'))) {
        let message = format!("`{schedule}` fires 1440 times, every minute of that day");
        (message, format!("0 0 {}", once(day, month, weekday)))
    } else {
        return;
    };
    let help = format!("for once, write `{meant}`");
    reports.report(subject, &subject.at().field("spec").field("schedule"), message).help(help);
}

/// The days on which something happens once.
fn once(day: &str, month: &str, weekday: &str) -> String {
    let day = if is_some(month) && is_any(day) && is_any(weekday) { "1" } else { day };
    format!("{day} {month} {weekday}")
}

/// Whether a field lets every value through.
fn is_any(field: &str) -> bool {
    matches!(field, "*" | "?" | "*/1" | "0-59" | "0-23")
}

/// Whether a field names single values, or a step: no range that somebody thought about.
fn is_some(field: &str) -> bool {
    let step = field.split_once('/').is_some_and(|(from, step)| matches!(from, "*" | "0") && step != "1");
    step || (!field.is_empty() && field.bytes().all(|b| b.is_ascii_alphanumeric() || b == b','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_meant_and_single_values_are_not() {
        assert!(is_some("3") && is_some("3,15") && is_some("*/6") && is_some("SUN"));
        assert!(!is_some("9-17") && !is_some("*") && !is_some("*/1") && !is_some("?"));
    }
}
