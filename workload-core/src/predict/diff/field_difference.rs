//! Which fields of any two objects differ, without what follows from it.

use serde::Serialize;
use serde_json::Value;

use super::differences::differences;

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldDifference {
    /// Such as `spec.template.spec.containers[api].image`.
    pub path: String,
    /// The value of the one object; none when it has none.
    pub old: Option<Value>,
    /// The value of the other; none when it has none.
    pub new: Option<Value>,
}

/// The smallest fields in which two objects differ, as they stand. Items of lists are matched by their
/// names, and amounts are the same however they are written.
#[must_use]
pub fn field_differences(old: &Value, new: &Value) -> Vec<FieldDifference> {
    let found = differences(old, new).into_iter();
    found
        .map(|found| FieldDifference { path: found.path.to_string(), old: found.old, new: found.new })
        .collect()
}
