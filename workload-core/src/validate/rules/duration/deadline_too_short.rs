//! D05: deadlines that end a run before it can begin, or before it can be tried again.

use crate::k8s::defaults::values::BACKOFF_LIMIT;
use crate::validate::rules::facts::cron_times::{cron_job, deadline, job};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

/// The controller looks at CronJobs so often, in seconds.
const ROUND: i64 = 10;

/// The wait before a failed Pod of a Job is made anew, in seconds; it doubles each time.
const FIRST_RETRY: i64 = 10;

rule! {
    /// A deadline leaves time to start, and to try again.
    ///
    /// The controller looks at CronJobs about every ten seconds: with `startingDeadlineSeconds`
    /// below ten a run can be missed without any fault. `activeDeadlineSeconds` counts from the
    /// start of the Job, with the pulling of images and all retries, and the first retry waits
    /// ten seconds: with less, `backoffLimit` promises what never comes (article §6.3).
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: CronJob
    /// metadata: {name: report}
    /// spec:
    ///   schedule: "0 3 * * *"
    ///   startingDeadlineSeconds: 5
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
    ///   startingDeadlineSeconds: 300
    ///   jobTemplate:
    ///     spec:
    ///       activeDeadlineSeconds: 3600
    ///       template:
    ///         spec:
    ///           restartPolicy: OnFailure
    ///           containers:
    ///           - {name: report, image: "report:v1"}
    /// ```
    D05 deadline_too_short: Warning, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let at = subject.at();
    let starting = cron_job(subject).and_then(|spec| spec.starting_deadline_seconds);
    if let Some(seconds) = starting.filter(|seconds| *seconds < ROUND) {
        let message = format!(
            "`startingDeadlineSeconds: {seconds}` may miss runs: the controller checks schedules every {ROUND} s"
        );
        reports
            .report(subject, &at.field("spec").field("startingDeadlineSeconds"), message)
            .help("give it a minute or more");
    }
    let Some((job, path)) = job(subject) else { return };
    let Some(seconds) = deadline(job).filter(|seconds| *seconds <= FIRST_RETRY) else { return };
    let retries: i32 = job.backoff_limit.unwrap_or(BACKOFF_LIMIT);
    if retries > 0 {
        let holder = at.fields(path);
        let (holder, field) = match job.active_deadline_seconds {
            Some(_) => (holder, &["activeDeadlineSeconds"][..]),
            None => (holder, &["template", "spec", "activeDeadlineSeconds"][..]),
        };
        let message = format!(
            "the Job is ended after {seconds} s, before its first retry, which waits {FIRST_RETRY} s"
        );
        reports
            .report(subject, &holder.fields(field), message)
            .help("give it time for a retry, or set `backoffLimit: 0`");
    }
}
