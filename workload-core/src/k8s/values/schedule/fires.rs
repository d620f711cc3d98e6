//! When a schedule fires, in a time zone.
//!
//! What the controller does shows in the search: fields are advanced from the largest to the
//! smallest, each to the start of its unit in local time. So a fixed hour that a change of the
//! clocks leaves out is skipped that day, and one that comes twice fires twice.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::cron::Schedule;
use super::parse::parse;
use super::plan::{Plan, Times};

/// A search ends so many years ahead: what has not fired by then never does.
const YEARS: i16 = 5;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl Schedule {
    /// The first time after `time`, in the zone of `time`; `None` when there is none within
    /// five years, as on a 31 February.
    #[must_use]
    pub fn next_after(&self, time: &Zoned) -> Option<Zoned> {
        self.fires_after(time).next()
    }

    /// All times after `time`, in the zone of `time`, one after the other.
    #[must_use]
    pub fn fires_after(&self, time: &Zoned) -> Fires {
        // A schedule was parsed when it was made.
        Fires { plan: parse(self.as_str()).ok(), time: time.clone() }
    }

    /// Whether no day is ever like this, as 31 February.
    #[must_use]
    pub fn never_fires(&self) -> bool {
        self.next_after(&Zoned::new(Timestamp::UNIX_EPOCH, TimeZone::UTC)).is_none()
    }

    /// Seconds that two runs are apart at least, where no clock changes; none of a schedule without times.
    pub(crate) fn least_gap(&self) -> Option<i64> {
        match parse(self.as_str()).ok()? {
            Plan::Every(seconds) => Some(seconds),
            Plan::Times(times) => times.least_gap(),
        }
    }
}

/// The times at which a schedule fires, one after the other, from the earliest on.
#[derive(Clone, Debug)]
pub struct Fires {
    plan: Option<Plan>,
    time: Zoned,
}

impl Iterator for Fires {
    type Item = Zoned;

    fn next(&mut self) -> Option<Zoned> {
        let next = match self.plan? {
            Plan::Every(seconds) => {
                whole_second(self.time.timestamp()).checked_add(SignedDuration::from_secs(seconds)).ok()
            }
            Plan::Times(times) => {
                Search { times, zone: self.time.time_zone() }.first_after(self.time.timestamp())
            }
        };
        let Some(next) = next else {
            self.plan = None;
            return None;
        };
        self.time = Zoned::new(next, self.time.time_zone().clone());
        Some(self.time.clone())
    }
}

/// The start of a time's second.
fn whole_second(time: Timestamp) -> Timestamp {
    let into = SignedDuration::from_nanos(i64::from(time.subsec_nanosecond()));
    // Before 1970 the fraction counts backwards.
    let floor = if into.is_negative() { into + SignedDuration::from_secs(1) } else { into };
    time.checked_sub(floor).unwrap_or(time)
}

/// A search for the next time that fits.
struct Search<'z> {
    times: Times,
    zone: &'z TimeZone,
}

impl Search<'_> {
    fn first_after(&self, time: Timestamp) -> Option<Timestamp> {
        let time = whole_second(time).checked_add(SignedDuration::from_secs(1)).ok()?;
        let last_year = self.local(time).year() + YEARS;
        let mut time = self.whole_minute(time)?;
        // Where no clock changes, the minutes and hours between need not be looked at.
        let is_even = *self.zone == TimeZone::UTC;
        loop {
            let local = self.local(time);
            if local.year() > last_year {
                return None;
            }
            time = if !has(self.times.months, local.month()) {
                self.next_month(time, local)?
            } else if !self.day_fits(local) {
                self.next_day(local)?
            } else if !has(self.times.hours, local.hour()) {
                if is_even { self.later_hour(time, local)? } else { self.next_hour(time, local)? }
            } else if !has(self.times.minutes, local.minute()) {
                let wait = if is_even { until(self.times.minutes, local.minute(), 60) } else { 1 };
                time.checked_add(SignedDuration::from_mins(wait)).ok()?
            } else {
                return Some(time);
            };
        }
    }

    /// The start of the next minute, unless `time` is one.
    fn whole_minute(&self, time: Timestamp) -> Option<Timestamp> {
        let into = i64::from(self.local(time).second());
        let wait = if into == 0 { 0 } else { 60 - into };
        time.checked_add(SignedDuration::from_secs(wait)).ok()
    }

    /// Whether the day fits: both fields when one is unrestricted, either when both are not.
    fn day_fits(&self, local: DateTime) -> bool {
        let day = has(self.times.days, local.day());
        let weekday = has(self.times.weekdays, local.weekday().to_sunday_zero_offset());
        if self.times.any_day || self.times.any_weekday { day && weekday } else { day || weekday }
    }

    /// The start of the next month. Where the clocks leave it out, Go stays in the old month's last
    /// hour, and from there goes on by a month.
    fn next_month(&self, time: Timestamp, local: DateTime) -> Option<Timestamp> {
        let first = local.date().first_of_month().checked_add(jiff::Span::new().months(1)).ok()?;
        let next = self.at(first.at(0, 0, 0, 0))?;
        if next > time {
            return Some(next);
        }
        let later = first.checked_add(jiff::Span::new().days(local.day() - 1)).ok()?;
        self.at(later.to_datetime(local.time()))
    }

    /// The start of the next day, which is not midnight where the clocks change then.
    fn next_day(&self, local: DateTime) -> Option<Timestamp> {
        let midnight = self.at(local.date().tomorrow().ok()?.at(0, 0, 0, 0))?;
        let hour = i64::from(self.local(midnight).hour());
        let shift = if hour > 12 { 24 - hour } else { -hour };
        midnight.checked_add(SignedDuration::from_hours(shift)).ok()
    }

    /// The next start of an hour; where clocks go back, the hour's own start may lie behind.
    fn next_hour(&self, time: Timestamp, local: DateTime) -> Option<Timestamp> {
        let mut next = self.at(local.date().at(local.hour(), 0, 0, 0))?;
        while next <= time {
            next = next.checked_add(HOUR).ok()?;
        }
        Some(next)
    }

    /// The start of the next hour of the schedule on this day, or of the next day.
    fn later_hour(&self, time: Timestamp, local: DateTime) -> Option<Timestamp> {
        let hours = until(self.times.hours, local.hour(), 24);
        time.checked_add(SignedDuration::from_mins(hours * 60 - i64::from(local.minute()))).ok()
    }

    fn local(&self, time: Timestamp) -> DateTime {
        self.zone.to_datetime(time)
    }

    /// The time at which clocks show `local`, chosen as Go's `time.Date` does when they show it
    /// never or twice: by the offset in force where the first guess ends up.
    fn at(&self, local: DateTime) -> Option<Timestamp> {
        let as_utc = TimeZone::UTC.to_timestamp(local).ok()?;
        let guess = as_utc.checked_sub(offset(self.zone, as_utc)).ok()?;
        as_utc.checked_sub(offset(self.zone, guess)).ok()
    }
}

fn offset(zone: &TimeZone, time: Timestamp) -> SignedDuration {
    SignedDuration::from_secs(zone.to_offset(time).seconds().into())
}

/// How far it is from `now` to the first number of a set that is not smaller, or to the `end`.
fn until(set: u64, now: i8, end: i64) -> i64 {
    let later = u32::try_from(now).map_or(0, |now| set >> now);
    if later == 0 { end - i64::from(now) } else { i64::from(later.trailing_zeros()) }
}

fn has(set: u64, value: i8) -> bool {
    u32::try_from(value).is_ok_and(|value| set >> value & 1 == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Zoned {
        text.parse().unwrap()
    }

    /// The next `count` local times after `from`, as clocks show them, with the offset.
    fn fires(schedule: &'static str, from: &str, count: usize) -> Vec<String> {
        let fires = Schedule::new(schedule).fires_after(&at(from));
        fires.take(count).map(|time| time.strftime("%a %Y-%m-%d %H:%M:%S %:z").to_string()).collect()
    }

    #[test]
    fn the_next_time_is_after_the_given_one() {
        let three = fires("0 3 * * *", "2026-11-24T03:00:00[UTC]", 2);
        assert_eq!(three, ["Wed 2026-11-25 03:00:00 +00:00", "Thu 2026-11-26 03:00:00 +00:00"]);
        assert_eq!(fires("0 3 * * *", "2026-11-24T02:59:59.5[UTC]", 1), ["Tue 2026-11-24 03:00:00 +00:00"]);
    }

    #[test]
    fn a_month_whose_first_hour_is_left_out_is_passed() {
        let from = "1949-11-25T00:00[America/Sao_Paulo]";
        assert_eq!(fires("0 1 1 1 *", from, 1), ["Sun 1950-01-01 01:00:00 -02:00"]);
    }

    #[test]
    fn either_day_will_do_when_both_are_restricted() {
        let either = fires("0 0 13 * 5", "2026-11-01T00:00[UTC]", 3);
        assert_eq!(
            either,
            [
                "Fri 2026-11-06 00:00:00 +00:00",
                "Fri 2026-11-13 00:00:00 +00:00",
                "Fri 2026-11-20 00:00:00 +00:00"
            ]
        );
        // A step above one counts as a restriction, even on a star.
        let stepped = fires("0 0 */31 * 5", "2026-11-01T12:00[UTC]", 2);
        assert_eq!(stepped, ["Fri 2026-11-06 00:00:00 +00:00", "Fri 2026-11-13 00:00:00 +00:00"]);
    }

    #[test]
    fn an_hour_that_clocks_leave_out_is_skipped_that_day() {
        let berlin = fires("30 2 * * *", "2026-03-28T12:00[Europe/Berlin]", 2);
        assert_eq!(berlin, ["Mon 2026-03-30 02:30:00 +02:00", "Tue 2026-03-31 02:30:00 +02:00"]);
        let new_york = fires("30 2 * * *", "2026-03-07T12:00[America/New_York]", 1);
        assert_eq!(new_york, ["Mon 2026-03-09 02:30:00 -04:00"]);
    }

    #[test]
    fn an_hour_that_comes_twice_fires_twice() {
        let berlin = fires("30 2 * * *", "2026-10-24T12:00[Europe/Berlin]", 3);
        assert_eq!(
            berlin,
            [
                "Sun 2026-10-25 02:30:00 +02:00",
                "Sun 2026-10-25 02:30:00 +01:00",
                "Mon 2026-10-26 02:30:00 +01:00"
            ]
        );
        let new_york = fires("30 1 * * *", "2026-10-31T12:00[America/New_York]", 3);
        assert_eq!(
            new_york,
            [
                "Sun 2026-11-01 01:30:00 -04:00",
                "Sun 2026-11-01 01:30:00 -05:00",
                "Mon 2026-11-02 01:30:00 -05:00"
            ]
        );
    }

    #[test]
    fn an_hour_after_the_repeated_one_keeps_its_minute() {
        let new_york = fires("5 2 * * *", "2026-11-01T01:30:00-05:00[America/New_York]", 1);
        assert_eq!(new_york, ["Sun 2026-11-01 02:05:00 -05:00"]);
    }

    #[test]
    fn zones_off_by_half_an_hour_have_their_own_minutes() {
        assert_eq!(
            fires("0 3 * * *", "2026-01-01T00:00[Asia/Kolkata]", 1),
            ["Thu 2026-01-01 03:00:00 +05:30"]
        );
        assert_eq!(
            fires("15 3 * * *", "2026-01-01T00:00[Australia/Lord_Howe]", 1),
            ["Thu 2026-01-01 03:15:00 +11:00"]
        );
    }

    #[test]
    fn every_counts_from_the_last_time() {
        assert_eq!(
            fires("@every 90m", "2026-01-01T00:00:07.9[UTC]", 2),
            ["Thu 2026-01-01 01:30:07 +00:00", "Thu 2026-01-01 03:00:07 +00:00"]
        );
    }

    #[test]
    fn no_two_runs_are_nearer_than_the_least_gap() {
        let gap = |text: &'static str| Schedule::new(text).least_gap();
        assert_eq!(gap("30 2 * * *"), Some(86_400));
        assert_eq!(gap("30 2 * * 0"), Some(7 * 86_400));
        assert_eq!(gap("30 2 * * 1,5"), Some(3 * 86_400));
        assert_eq!(gap("30 2 1,20 * *"), Some(9 * 86_400));
        assert_eq!(gap("30 2 1,31 * *"), Some(86_400));
        assert_eq!(gap("30 2 13 * 5"), Some(86_400));
        assert_eq!(gap("30 2,5,20 * * *"), Some(3 * 3_600));
        assert_eq!(gap("0 1,23 * * *"), Some(2 * 3_600));
        assert_eq!(gap("*/40 * * * *"), Some(20 * 60));
        assert_eq!(gap("* * * * *"), Some(60));
        assert_eq!(gap("@every 90m"), Some(5_400));
        assert_eq!(gap(", * * * *"), None);
    }

    #[test]
    fn what_never_fires_is_said_to() {
        assert!(Schedule::new("0 0 31 2 *").never_fires());
        assert!(!Schedule::new("0 0 29 2 *").never_fires());
        assert!(Schedule::new(", * * * *").never_fires());
    }

    #[test]
    fn a_year_of_minutes_is_a_year_of_minutes() {
        let start = at("2027-01-01T00:00[UTC]");
        let end = at("2028-01-01T00:00[UTC]");
        let count = Schedule::new("* * * * *").fires_after(&start).take_while(|time| *time <= end).count();
        assert_eq!(count, 365 * 24 * 60);
    }

    proptest! {
        #[test]
        fn the_search_finds_what_a_walk_by_minutes_finds(
            minute in 0..60u8, hour in 0..24u8, day in 1..29u8, weekday in 0..7u8, form in 0..4u8, start in 0..2_000_000_000i64
        ) {
            let text = match form {
                0 => format!("{minute} {hour} * * *"),
                1 => format!("{minute} */5 * * {weekday}"),
                2 => format!("{minute} {hour} {day} * {weekday}"),
                _ => format!("*/7 {hour} {day} * *"),
            };
            let schedule = Schedule::parse(text).unwrap();
            let Ok(Plan::Times(times)) = parse(schedule.as_str()) else { panic!("times") };
            let from = Timestamp::from_second(start).unwrap().to_zoned(TimeZone::UTC);
            let next = schedule.next_after(&from).unwrap();
            let second = schedule.next_after(&next).unwrap();
            let gap = second.timestamp().as_second() - next.timestamp().as_second();
            prop_assert!(gap >= schedule.least_gap().unwrap());
            let search = Search { times, zone: &TimeZone::UTC };
            let fits = |minute: i64| {
                let local = TimeZone::UTC.to_datetime(Timestamp::from_second(minute * 60).unwrap());
                has(times.months, local.month()) && search.day_fits(local) && has(times.hours, local.hour()) && has(times.minutes, local.minute())
            };
            let walked = (start / 60 + 1..).take(40 * 24 * 60).find(|minute| fits(*minute)).unwrap();
            prop_assert_eq!(next.timestamp().as_second(), walked * 60);
        }
    }
}
