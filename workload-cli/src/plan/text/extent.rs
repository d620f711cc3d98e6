//! How much of a plan is shown.

/// How much of a plan is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What fits on two screens; the rest is counted.
    TwoScreens,
    /// Everything.
    All,
}

/// Of more workloads than this, those to which nothing happens have no timeline, and none has addresses.
pub(super) const FEW: usize = 5;
