//! A schedule taken apart: the times it names, or the seconds between them.

/// A schedule taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// At the times whose fields are in these sets.
    Times(Times),
    /// So many seconds after the last time.
    Every(i64),
}

/// The bits of each field, and whether the days are unrestricted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) minutes: u64,
    pub(super) hours: u64,
    pub(super) days: u64,
    pub(super) months: u64,
    pub(super) weekdays: u64,
    pub(super) any_day: bool,
    pub(super) any_weekday: bool,
}

impl Times {
    /// Seconds between two times at least; none when there is no time.
    pub(super) fn least_gap(&self) -> Option<i64> {
        match (self.minutes.count_ones(), self.hours.count_ones()) {
            (0, _) => None,
            (1, 1) => self.least_days().map(|days| days * 86_400),
            (1, _) => least_distance(self.hours, 24).map(|hours| hours * 3_600),
            _ => least_distance(self.minutes, 60).map(|minutes| minutes * 60),
        }
    }

    /// Days between two days at least; none when there is no day.
    fn least_days(&self) -> Option<i64> {
        // The last days of a month may be near to the first ones of the next.
        const SHORTEST_MONTH: i64 = 28;
        match (self.any_day, self.any_weekday) {
            (true, false) => least_distance(self.weekdays, 7),
            (false, true) => least_distance(self.days, SHORTEST_MONTH).map(|days| days.max(1)),
            _ => Some(1),
        }
    }
}

/// The least distance from one number of a set to the next, and from the last one round to the first, which `round`
/// is added to.
fn least_distance(set: u64, round: i64) -> Option<i64> {
    let numbers = || (0..60).filter(|number| set >> number & 1 == 1);
    let first = numbers().next()?;
    let next = numbers().skip(1).chain([first + round]);
    numbers().zip(next).map(|(number, next)| next - number).min()
}
