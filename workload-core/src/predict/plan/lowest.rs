//! The fewest ready Pods of a workload.

use serde::Serialize;

/// The fewest ready Pods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lowest {
    /// How many were ready.
    pub ready: u32,
    /// How many were wanted then.
    pub wanted: u32,
    /// When it first was so.
    pub at: u64,
}
