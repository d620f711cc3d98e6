//! JSON that says which version its form has; its schemas lie in `schemas`.

use serde::Serialize;

use crate::terminal::visible_json;

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
    // Maps with numbers and texts for keys, lists, texts and numbers always have a form.
    visible_json(&serde_json::to_string_pretty(&Versioned { version: 1, value }).unwrap_or_default()) + "\n"
}
