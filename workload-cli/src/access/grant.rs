//! One right.

use serde::Serialize;

/// One right, and whether it is there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Grant {
    /// The namespace; none for what lives in none.
    pub(crate) namespace: Option<String>,
    /// The API group, empty for the core group.
    pub(crate) group: String,
    /// The resource, with its subresource: `pods/log`.
    pub(crate) resource: String,
    /// Such as `patch`.
    pub(crate) verb: &'static str,
    /// Why it is denied; none when it is not.
    pub(crate) denied: Option<String>,
}
