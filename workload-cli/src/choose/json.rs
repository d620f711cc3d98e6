//! A choice as JSON.

use workload_core::learn::choose::Choice;

/// One object: `kind`, `shape`, `title`, `why`, `path`, `others`, `rust`, `yaml`.
pub(crate) fn as_json(choice: &Choice) -> String {
    // A choice is texts and lists of texts, which always have a form.
    let text = serde_json::to_string_pretty(choice).unwrap_or_default();
    format!("{text}\n")
}
