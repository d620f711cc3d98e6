//! What a run renders, and how.

use super::chart::ChartSettings;
use super::stop::Stop;

/// What a run renders, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rendering {
    /// More sets of values for charts, their paths absolute.
    pub(crate) charts: Vec<ChartSettings>,
    /// Whether charts and bases that lie elsewhere are fetched.
    pub(crate) fetch: bool,
    /// Whether every kustomization that changes anything is rendered: the objects themselves are
    /// wanted, and not only findings in them.
    pub(crate) whole: bool,
    /// Stops the programs.
    pub(crate) stop: Stop,
}
