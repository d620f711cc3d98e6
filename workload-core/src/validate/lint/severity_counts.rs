//! Numbers of findings by their severity.

use crate::validate::rules::Severity;

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SeverityCounts([usize; 3]);

impl SeverityCounts {
    /// Counts one more, or several.
    pub(super) const fn add(&mut self, severity: Severity, count: usize) {
        self.0[severity as usize] += count;
    }

    /// The number of one severity.
    pub(super) const fn get(&self, severity: Severity) -> usize {
        self.0[severity as usize]
    }

    /// The number of all.
    pub(super) fn sum(&self) -> usize {
        self.0.iter().sum()
    }
}
