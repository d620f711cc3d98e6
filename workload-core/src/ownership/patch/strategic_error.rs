//! Why a strategic merge patch fails.

/// A strategic merge patch that cannot be applied, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategicPatchError(pub String);
