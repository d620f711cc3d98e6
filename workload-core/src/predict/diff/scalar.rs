//! Scalars as text.

use serde_json::Value;

/// A scalar as text, strings without quotes.
pub(super) fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
