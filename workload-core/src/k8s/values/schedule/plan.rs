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
