//! Numbers that say where they stand in the JSON that the page carries.

/// A number with its place in the JSON.
pub(super) fn number(pointer: &str, number: impl std::fmt::Display) -> String {
    format!("<b data-json=\"{pointer}\">{number}</b>")
}
