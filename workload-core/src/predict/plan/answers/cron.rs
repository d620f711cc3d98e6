//! The runs of a CronJob: which were late, overlapped, were replaced or never came.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::clock::Clock;
use crate::k8s::Object;
use crate::k8s::values::Schedule;
use crate::predict::plan::input::PlanInput;
use crate::predict::plan::model::Runs;
use crate::predict::plan::run::RunRecord;
use crate::predict::simulation::{ConditionStatus, Event, EventKind, Kind, Simulation};

/// A run that begins so long after its time was kept waiting.
const LATE: Duration = Duration::from_secs(1);

/// One run, from its Job.
#[derive(Clone, Copy)]
struct Life {
    begin: Duration,
    end: Option<Duration>,
    /// Whether it was stopped before it was over.
    replaced: bool,
}

/// The runs of a CronJob since the new objects were applied; none for another workload.
pub(super) fn runs(input: &PlanInput, record: &RunRecord, workload: &str, clock: Clock) -> Option<Runs> {
    let name = workload.rsplit_once("CronJob/").map(|(_, name)| name)?;
    let start = input.starts_at.unwrap_or_else(|| Simulation::default().start());
    let (mut jobs, mut told, mut missed) = (BTreeMap::<String, Life>::new(), 0, BTreeSet::new());
    for event in record.run.events().filter(|event| (clock.origin..=record.end).contains(&event.at())) {
        match (event.kind(), event.what()) {
            (Kind::CronJob, what) if event.name() == name => match what {
                EventKind::Repeated { runs, .. } => told += runs,
                EventKind::Event { reason: "MissSchedule", .. } => {
                    missed.insert(event.at());
                }
                _ => {}
            },
            (Kind::Job, _) if minute(&event.name(), name).is_some() => note(&event, &mut jobs),
            _ => {}
        }
    }
    let lives: Vec<_> = jobs.values().copied().collect();
    let started = lives.len() as u64 + told;
    let due_times = due(input, name, start, (clock.origin, record.end));
    let due = due_times.count.max(started);
    let late = jobs.iter().filter(|(job, life)| is_late(job, name, life, start)).count() as u64;
    let skipped = due - started;
    Some(Runs {
        due,
        started,
        late,
        replaced: lives.iter().filter(|life| life.replaced).count() as u64,
        overlapped: overlapped(lives),
        skipped,
        times: due_times.first,
        last: due_times.last,
        missed: (missed.len() as u64).min(skipped),
    })
}

fn note(event: &Event<'_>, jobs: &mut BTreeMap<String, Life>) {
    let at = event.at();
    match event.what() {
        EventKind::Created => {
            jobs.insert(event.name(), Life { begin: at, end: None, replaced: false });
        }
        EventKind::Condition(condition)
            if condition.status == ConditionStatus::True
                && matches!(condition.kind, "Complete" | "Failed") =>
        {
            if let Some(life) = jobs.get_mut(&event.name()) {
                life.end.get_or_insert(at);
            }
        }
        EventKind::Deleting | EventKind::Deleted => {
            if let Some(life) = jobs.get_mut(&event.name()).filter(|life| life.end.is_none()) {
                (life.end, life.replaced) = (Some(at), true);
            }
        }
        _ => {}
    }
}

/// The minute in the name of a CronJob's Job.
fn minute(job: &str, name: &str) -> Option<i64> {
    job.strip_prefix(name)?.strip_prefix('-')?.parse().ok()
}

/// How many began while an earlier one still ran.
fn overlapped(mut lives: Vec<Life>) -> u64 {
    lives.sort_by_key(|life| life.begin);
    let (mut count, mut busy) = (0, Duration::ZERO);
    for life in lives {
        count += u64::from(busy > life.begin);
        busy = busy.max(life.end.unwrap_or(Duration::MAX));
    }
    count
}

fn is_late(job: &str, name: &str, life: &Life, start: Timestamp) -> bool {
    let time = minute(job, name).and_then(|minute| Timestamp::from_second(minute * 60).ok());
    let begun = start.checked_add(life.begin).ok();
    time.zip(begun).is_some_and(|(time, begun)| begun.duration_since(time).unsigned_abs() > LATE)
}

/// The times of a schedule in a part of the run.
#[derive(Default)]
struct Due {
    count: u64,
    first: Vec<String>,
    last: Option<String>,
}

/// How many of the times at which a run is due are listed.
const TIMES: u64 = 24;

/// When the schedule's time comes in a part of the run.
fn due(input: &PlanInput, name: &str, start: Timestamp, (from, to): (Duration, Duration)) -> Due {
    let mut due = Due::default();
    let mut objects = input.new.objects.iter().chain(&input.old.objects);
    let found = objects.find_map(|object| match object {
        Object::CronJob(it) if object.name() == name => Option::from(it.spec.clone()),
        _ => None,
    });
    let Some(spec): Option<k8s_openapi::api::batch::v1::CronJobSpec> = found else { return due };
    let zone = spec.time_zone.as_deref().map_or(Ok(TimeZone::UTC), TimeZone::get);
    let (Ok(schedule), Ok(zone)) = (Schedule::parse(spec.schedule.clone()), zone) else { return due };
    let (Ok(first), Ok(last)) = (start.checked_add(from), start.checked_add(to.saturating_sub(LATE))) else {
        return due;
    };
    let times = schedule.fires_after(&first.to_zoned(zone));
    let mut last_time = None;
    for time in times.take_while(|time| time.timestamp() <= last) {
        due.count += 1;
        if due.count <= TIMES {
            due.first.push(clock_time(&time));
        }
        last_time = Some(time);
    }
    due.last = last_time.as_ref().map(clock_time);
    due
}

fn clock_time(time: &Zoned) -> String {
    time.strftime("%Y-%m-%d %H:%M %Z").to_string()
}
