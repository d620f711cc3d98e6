//! How many errors of one sort are reported for one object, and how many there are beyond.

use std::collections::BTreeMap;

use crate::validate::field_error::ErrorType;

/// Number of errors of each sort that are not reported because there are too many.
pub type Beyond = BTreeMap<ErrorType, usize>;

/// Maximum number of errors, and of unknown fields, reported per object.
pub(crate) const MAX_REPORTED: usize = 50;

/// Maximum numbers of errors that are reported for one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(Option<usize>);

impl Limit {
    /// None: everything is reported.
    pub const NONE: Self = Self(None);

    /// Whether one more is reported when `count` were.
    pub(crate) fn lets(self, count: usize) -> bool {
        self.0.is_none_or(|most| count < most)
    }

    /// The same for errors that are cheaper to find and to show: so many times as many.
    pub(crate) fn times(self, factor: usize) -> Self {
        Self(self.0.map(|most| most * factor))
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(Some(MAX_REPORTED))
    }
}
