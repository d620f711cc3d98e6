//! CronJobs.

use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec, JobSpec};

use super::checks::{not_negative, text, word};
use super::job;
use super::meta::{self, Naming};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_schedule, check_time_zone};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The longest name: that of a Job has eleven characters more and becomes a label.
const LONGEST: usize = 52;

impl Validate for CronJob {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(LONGEST), &at.field("metadata"), errors);
        let mut empty = None;
        let given: Option<&CronJobSpec> = self.spec.get();
        spec(given.unwrap_or_else(|| empty.insert(CronJobSpec::default())), &at.field("spec"), errors);
    }
}

fn spec(spec: &CronJobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    schedule(&spec.schedule, &at.field("schedule"), errors);
    if let Some(zone) = &spec.time_zone {
        text(check_time_zone(zone), &at.field("timeZone"), errors);
    }
    let policy = spec.concurrency_policy.as_ref();
    word(policy, &["Allow", "Forbid", "Replace"], &at.field("concurrencyPolicy"), errors);
    not_negative(spec.starting_deadline_seconds, &at.field("startingDeadlineSeconds"), errors);
    not_negative(spec.successful_jobs_history_limit, &at.field("successfulJobsHistoryLimit"), errors);
    not_negative(spec.failed_jobs_history_limit, &at.field("failedJobsHistoryLimit"), errors);
    job_template(spec, &at.fields(&["jobTemplate", "spec"]), errors);
}

fn schedule(schedule: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if schedule.is_empty() {
        errors
            .required(at, "a CronJob says when it runs")
            .help("write `schedule: \"0 3 * * *\"` for every night at three");
    } else {
        check_when(schedule, at, errors);
    }
}

/// The schedule, in which no time zone may stand.
fn check_when(schedule: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let zone = ["TZ=", "CRON_TZ="].iter().find_map(|word| schedule.strip_prefix(word));
    match zone.and_then(|rest| rest.split_once(' ')) {
        Some((zone, rest)) => {
            let message =
                format!("`{schedule}` is not a schedule: the time zone has a field of its own, `timeZone`");
            let help = format!("write `timeZone: {zone}` and `schedule: \"{}\"`", rest.trim());
            errors.invalid(at, message).help(help);
        }
        None => text(check_schedule(schedule), at, errors),
    }
}

fn job_template(spec: &CronJobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let job: &JobSpec = &spec.job_template.spec.get_or_default();
    job::spec(job, at, errors);
    if job.selector.is_some() {
        let message = "the Jobs of a CronJob get their selectors from the server";
        errors.invalid(&at.field("selector"), message).help("leave it out");
    }
    if job.manual_selector == Some(true) {
        errors.unsupported(&at.field("manualSelector"), "true", &["false"]);
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

    use super::*;

    fn said(metadata: &str, spec: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"jobTemplate": {{"spec": {{"template": {{"spec": {{"containers": [], "restartPolicy": "Never"}}}}}}}}, {spec}}}"#
        );
        let spec: CronJobSpec = serde_json::from_str(&spec).unwrap();
        let metadata: ObjectMeta = serde_json::from_str(metadata).unwrap();
        let object = CronJob { metadata, spec: spec.into(), ..CronJob::default() };
        let mut errors = FieldErrors::default();
        object.validate(&PathBuilder::root(), &mut errors);
        let paths = errors.into_tested().into_iter().map(|error| error.path.to_string());
        paths.filter(|path| !path.contains("template")).collect()
    }

    #[test]
    fn schedules_are_read_as_the_server_reads_them() {
        let good = r#""schedule": "0 3 * * *""#;
        for more in [
            "",
            r#", "timeZone": "Europe/Berlin""#,
            r#", "concurrencyPolicy": """#,
            r#", "failedJobsHistoryLimit": 0"#,
        ] {
            assert_eq!(said(r#"{"name": "a"}"#, &format!("{good}{more}")), [""; 0], "{more}");
        }
        for (spec, path) in [
            (r#""schedule": """#, "spec.schedule"),
            (r#""schedule": "0 25 * * *""#, "spec.schedule"),
            (r#""schedule": "TZ=UTC 0 3 * * *""#, "spec.schedule"),
            (r#""schedule": "@daily", "timeZone": """#, "spec.timeZone"),
            (r#""schedule": "@daily", "concurrencyPolicy": "allow""#, "spec.concurrencyPolicy"),
            (r#""schedule": "@daily", "startingDeadlineSeconds": -1"#, "spec.startingDeadlineSeconds"),
            (r#""schedule": "@daily", "successfulJobsHistoryLimit": -1"#, "spec.successfulJobsHistoryLimit"),
        ] {
            assert_eq!(said(r#"{"name": "a"}"#, spec), [path], "{spec}");
        }
    }

    #[test]
    fn the_name_leaves_room_for_the_time() {
        let good = r#""schedule": "@daily""#;
        for (metadata, refused) in [
            (format!(r#"{{"name": "{}"}}"#, "a".repeat(52)), false),
            (format!(r#"{{"name": "{}"}}"#, "a".repeat(53)), true),
            (format!(r#"{{"generateName": "{}-"}}"#, "a".repeat(46)), false),
            (format!(r#"{{"generateName": "{}-"}}"#, "a".repeat(47)), true),
        ] {
            let named = said(&metadata, good);
            assert_eq!(named.iter().any(|path| path == "metadata.name"), refused, "{metadata}");
        }
    }

    #[test]
    fn the_selector_of_its_jobs_is_not_its_affair() {
        let spec: CronJobSpec = serde_json::from_str(
            r#"{"schedule": "@daily", "jobTemplate": {"spec": {"selector": {}, "manualSelector": true}}}"#,
        )
        .unwrap();
        let mut errors = FieldErrors::default();
        super::spec(&spec, &PathBuilder::root().field("spec"), &mut errors);
        let paths: Vec<_> = errors.into_tested().into_iter().map(|error| error.path.to_string()).collect();
        for path in ["spec.jobTemplate.spec.selector", "spec.jobTemplate.spec.manualSelector"] {
            assert!(paths.iter().any(|found| found == path), "{paths:?}");
        }
    }
}
