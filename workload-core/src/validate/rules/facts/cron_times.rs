//! What a CronJob says about its runs, and how far apart they are.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};

use crate::k8s::values::Schedule;
use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;

/// So many runs are looked at to find the two that are nearest to each other.
const RUNS: usize = 100;

/// A Monday without a change of clocks near it; where the search begins does not matter.
const START: i64 = 1_767_571_200;

/// A CronJob's spec.
pub(crate) fn cron_job<'s>(subject: &Subject<'s>) -> Option<&'s CronJobSpec> {
    let Object::CronJob(object) = subject.object else { return None };
    object.spec.get()
}

/// The spec of a Job, or that of the Jobs that a CronJob makes, with the fields that lead there.
pub(crate) fn job<'s>(subject: &Subject<'s>) -> Option<(&'s JobSpec, &'static [&'static str])> {
    match subject.object {
        Object::Job(object) => Some((object.spec.get()?, &["spec"])),
        Object::CronJob(_) => {
            let template = cron_job(subject)?.job_template.spec.get()?;
            Some((template, &["spec", "jobTemplate", "spec"]))
        }
        _ => None,
    }
}

/// The seconds after which a Job is ended, whoever says so.
pub(crate) fn deadline(job: &JobSpec) -> Option<i64> {
    let pod: Option<i64> = job.template.spec.as_ref().and_then(|spec| spec.active_deadline_seconds);
    job.active_deadline_seconds.or(pod)
}

/// A CronJob's schedule, when it is one.
pub(crate) fn schedule(spec: &CronJobSpec) -> Option<Schedule> {
    let text: &String = spec.schedule.get()?;
    Schedule::parse(text.clone()).ok()
}

/// The five fields of a schedule; none of one with a word.
pub(crate) fn fields(schedule: &Schedule) -> Option<[&str; 5]> {
    let fields: Vec<_> = schedule.as_str().split_whitespace().collect();
    fields.try_into().ok()
}

/// The fewest seconds between two runs; none when there are no two.
pub(crate) fn shortest_gap(schedule: &Schedule) -> Option<i64> {
    let start = Zoned::new(Timestamp::from_second(START).ok()?, TimeZone::UTC);
    let mut times = schedule.fires_after(&start).take(RUNS).map(|time| time.timestamp().as_second());
    let (mut last, mut shortest) = (times.next()?, None);
    let bound = schedule.least_gap();
    for time in times {
        shortest = shortest.into_iter().chain([time - last]).min();
        // No two runs can be nearer to each other.
        if shortest == bound {
            break;
        }
        last = time;
    }
    shortest
}

/// A time span as people say it: "5 minutes", "1 hour".
pub(crate) fn spoken(seconds: i64) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let (length, unit) = units.into_iter().find(|(length, _)| seconds % length == 0).unwrap_or((1, "second"));
    let count = seconds / length;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_two_runs_count() {
        let gap = |text: &'static str| shortest_gap(&Schedule::new(text));
        assert_eq!(gap("*/5 * * * *"), Some(300));
        assert_eq!(gap("0 1,3,22 * * *"), Some(7_200));
        assert_eq!(gap("0 3 * * 0"), Some(604_800));
        assert_eq!(gap("@every 90m"), Some(5_400));
        assert_eq!(gap("0 0 31 2 *"), None);
    }

    #[test]
    fn spans_are_said_in_the_largest_unit_that_fits() {
        assert_eq!(spoken(300), "5 minutes");
        assert_eq!(spoken(3_600), "1 hour");
        assert_eq!(spoken(5_400), "90 minutes");
        assert_eq!(spoken(86_400), "1 day");
        assert_eq!(spoken(7), "7 seconds");
    }
}
