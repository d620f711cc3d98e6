//! Which times of a schedule have passed, and which is next.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::model::CronJob;
use crate::k8s::values::Schedule;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// More missed times than this are worth a warning.
const MANY: u64 = 100;

/// The times of a schedule, counted in milliseconds since the simulation began.
pub(super) struct Times<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) zone: &'a TimeZone,
    pub(super) start: Timestamp,
}

/// The latest time that has come, if any has.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Missed {
    /// None has come.
    None,
    /// This is the latest; whether it is one of many.
    Latest(Millis, bool),
    /// Some have come, and the estimate that is to find the latest is off.
    Unknown,
    /// The schedule has no times.
    Never,
}

impl Times<'_> {
    /// The first time after another.
    pub(super) fn next(&self, after: Millis) -> Option<Millis> {
        let moment = self.start.checked_add(duration(after)).ok()?.to_zoned(self.zone.clone());
        let next = self.schedule.next_after(&moment)?.timestamp();
        u64::try_from(next.duration_since(self.start).as_millis()).ok()
    }

    /// All times after another.
    pub(super) fn after(&self, time: Millis) -> impl Iterator<Item = Millis> {
        let moment = self.start.checked_add(duration(time)).unwrap_or(self.start).to_zoned(self.zone.clone());
        let start = self.start;
        let times = self.schedule.fires_after(&moment);
        times.map_while(move |next| u64::try_from(next.timestamp().duration_since(start).as_millis()).ok())
    }

    /// The latest time after `earliest` and up to `now`. The real controller estimates it by the
    /// distance of the first two and walks from there.
    pub(super) fn latest(&self, earliest: Millis, now: Millis) -> Missed {
        let Some(first) = self.next(earliest) else { return Missed::Never };
        if now < first {
            return Missed::None;
        }
        let Some(second) = self.next(first) else { return Missed::Never };
        if now < second {
            return Missed::Latest(first, false);
        }
        let distance = (second - first) / 1000;
        if distance == 0 {
            return Missed::Never;
        }
        // At least two, since the second has come; the walk begins at the last but one.
        let missed = (now - first) / 1000 / distance + 1;
        let latest = self.last_up_to(now, first + missed.saturating_sub(2) * distance * 1000);
        latest.map_or(Missed::Unknown, |time| Missed::Latest(time, missed > MANY))
    }

    /// The last time up to `now`, looked for from `start` on.
    fn last_up_to(&self, now: Millis, start: Millis) -> Option<Millis> {
        let mut latest = None;
        let mut next = self.next(start);
        while let Some(time) = next.filter(|time| *time <= now) {
            latest = Some(time);
            next = self.next(time);
        }
        latest
    }

    /// When to look again: at the first time after the latest that has come.
    pub(super) fn look_again(&self, earliest: Millis, now: Millis) -> Option<Millis> {
        self.next(match self.latest(earliest, now) {
            Missed::None => earliest,
            Missed::Latest(time, _) => time,
            Missed::Unknown | Missed::Never => now,
        })
    }

    /// The minutes since 1970 of a time: the number in a Job's name.
    pub(super) fn minutes(&self, time: Millis) -> i64 {
        self.start.checked_add(duration(time)).map_or(0, |moment| moment.as_second().div_euclid(60))
    }

    /// The seconds since 1970 of a time.
    pub(super) fn seconds(&self, time: Millis) -> i64 {
        self.start.checked_add(duration(time)).map_or(0, Timestamp::as_second)
    }
}

fn duration(time: Millis) -> SignedDuration {
    SignedDuration::from_millis(i64::try_from(time).unwrap_or(i64::MAX))
}

impl CronJob {
    /// The times of the schedule, if it and its zone can be read.
    pub(super) fn times(&self, world: &World) -> Option<Times<'_>> {
        let (schedule, zone) = (self.spec.schedule.as_ref()?, self.spec.zone.as_ref()?);
        Some(Times { schedule, zone, start: world.start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = 3_600_000;

    fn with<T>(schedule: &str, ask: impl Fn(Times) -> T) -> T {
        let schedule = Schedule::parse(schedule.to_owned()).unwrap();
        // Monday, 2026-01-05 00:00 UTC.
        ask(Times {
            schedule: &schedule,
            zone: &TimeZone::UTC,
            start: Timestamp::from_second(1_767_571_200).unwrap(),
        })
    }

    #[test]
    fn only_the_latest_missed_time_is_known() {
        with("0 * * * *", |times| {
            assert_eq!(times.latest(0, HOUR - 1), Missed::None);
            assert_eq!(times.latest(0, HOUR), Missed::Latest(HOUR, false));
            assert_eq!(times.latest(0, 7 * HOUR + 100), Missed::Latest(7 * HOUR, false));
            assert_eq!(times.latest(0, 200 * HOUR), Missed::Latest(200 * HOUR, true));
            assert_eq!(times.look_again(0, 7 * HOUR + 100), Some(8 * HOUR));
        });
    }

    #[test]
    fn uneven_schedules_are_found_as_far_as_the_estimate_goes() {
        // 08:30, 12:30 and 16:30 on weekdays.
        with("30 8-16/4 * * 1-5", |times| {
            let friday = 4 * 24 * HOUR;
            let last = friday + 16 * HOUR + HOUR / 2;
            assert_eq!(times.latest(0, friday + 17 * HOUR), Missed::Latest(last, false));
            // On Saturday the estimate lies behind Friday's last: the real controller finds none.
            assert_eq!(times.latest(0, friday + 33 * HOUR), Missed::Unknown);
        });
    }

    #[test]
    fn a_day_that_never_comes_has_no_times() {
        with("0 0 30 2 *", |times| assert_eq!(times.latest(0, HOUR), Missed::Never));
    }

    #[test]
    fn a_job_is_named_after_the_minute() {
        with("* * * * *", |times| assert_eq!(times.minutes(HOUR), 1_767_571_200 / 60 + 60));
    }
}
