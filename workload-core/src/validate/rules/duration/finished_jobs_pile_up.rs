//! D09: Jobs that are over and stay.

use crate::k8s::Object;
use crate::validate::rules::facts::cron_times::{cron_job, job};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

/// Nobody reads the logs of more runs than this.
const MANY: i32 = 20;

rule! {
    /// Finished Jobs go by themselves.
    ///
    /// A finished Job stays with its Pods, so that its log can be read (article §6.3), until
    /// somebody deletes it. One that gets a new name each time (`generateName`, or a version or
    /// date in its name) leaves one more each time: `ttlSecondsAfterFinished` takes it away. A
    /// CronJob keeps three good runs and one failed unless its limits say otherwise; a limit in
    /// the hundreds only fills etcd.
    ///
    /// Silent for a Job with a name of its own, and for hooks of Helm and Argo CD, which delete
    /// theirs.
    ///
    /// ```yaml bad
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata: {generateName: migrate-}
    /// spec:
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", args: [migrate]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: batch/v1
    /// kind: Job
    /// metadata: {generateName: migrate-}
    /// spec:
    ///   ttlSecondsAfterFinished: 86400
    ///   template:
    ///     spec:
    ///       restartPolicy: Never
    ///       containers:
    ///       - {name: migrate, image: "shop:v1", args: [migrate]}
    /// ```
    D09 finished_jobs_pile_up: Info, ["6.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    match subject.object {
        Object::Job(_) => each_time_anew(subject, reports),
        Object::CronJob(_) => limits(subject, reports),
        _ => {}
    }
}

fn each_time_anew(subject: &Subject<'_>, reports: &mut Violations) {
    let meta = subject.object.meta();
    let kept = job(subject).is_some_and(|(job, _)| job.ttl_seconds_after_finished.is_none());
    let mut notes = meta.annotations.iter().flatten();
    let hook = notes.any(|(key, _)| matches!(key.as_str(), "helm.sh/hook" | "argocd.argoproj.io/hook"));
    let generated = meta.name.is_none() && meta.generate_name.is_some();
    if !kept || hook || !(generated || has_version(subject.object.name())) {
        return;
    }
    let field = if generated { "generateName" } else { "name" };
    reports
        .report(
            subject,
            &subject.at().field("metadata").field(field),
            "every run of this Job gets a new name, and stays with its Pods until somebody deletes it",
        )
        .help("`ttlSecondsAfterFinished: 86400` in `spec` deletes it a day after it is over");
}

/// Whether a name has a version or a date in it, so that the next one is called otherwise.
fn has_version(name: &str) -> bool {
    let is_version = |word: &str| {
        let digits = word.strip_prefix('v').filter(|rest| !rest.is_empty());
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        digits.is_some_and(number) || (word.len() >= 6 && number(word))
    };
    name.split(['-', '.']).any(is_version)
}

fn limits(subject: &Subject<'_>, reports: &mut Violations) {
    let Some(spec) = cron_job(subject) else { return };
    let own = job(subject).is_some_and(|(job, _)| job.ttl_seconds_after_finished.is_some());
    let limits: [(&str, Option<i32>); 2] = [
        ("successfulJobsHistoryLimit", spec.successful_jobs_history_limit),
        ("failedJobsHistoryLimit", spec.failed_jobs_history_limit),
    ];
    for (field, limit) in limits {
        if let Some(limit) = limit.filter(|limit| *limit > MANY && !own) {
            let message = format!("{limit} finished Jobs are kept with their Pods");
            reports
                .report(subject, &subject.at().field("spec").field(field), message)
                .help("keep only as many as are looked at (the defaults are 3 successful and 1 failed), and store logs elsewhere");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_dates_are_seen_in_names() {
        assert!(has_version("migrate-v42") && has_version("export-20260131") && has_version("x.v1"));
        assert!(
            !has_version("migrate")
                && !has_version("job-1")
                && !has_version("v")
                && !has_version("ipv4-check")
        );
    }
}
