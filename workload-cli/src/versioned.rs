//! JSON that says which version its form has; its schemas lie in `schemas`.

use serde::Serialize;

use crate::terminal::json_text;

/// A value with its version.
#[derive(Serialize)]
struct Versioned<'v, T> {
    /// The fields keep their meaning as long as it is 1; more of them may come.
    version: u32,
    #[serde(flatten)]
    value: &'v T,
}

/// The value as one JSON object of version 1.
pub(crate) fn versioned(value: &impl Serialize) -> String {
    json_text(&Versioned { version: 1, value })
}
