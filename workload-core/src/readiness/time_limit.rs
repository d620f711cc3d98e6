//! How long an object may take, as it says itself.

use serde::Serialize;
use serde_json::Value;

use super::conditions::text;

/// The deadline of a Deployment that names none, in seconds.
const PROGRESS_DEADLINE: u64 = 600;

/// How long an object may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct TimeLimit {
    /// In seconds.
    pub seconds: u64,
    /// The field that says so, or whose default it is.
    pub field: &'static str,
}

/// How long an object may take; none when it has no field for it.
#[must_use]
pub fn time_limit(object: &Value) -> Option<TimeLimit> {
    let given = |field: &str| object["spec"][field].as_u64();
    match (text(object, "/kind"), object["spec"]["activeDeadlineSeconds"].is_number()) {
        ("Deployment", _) => {
            let seconds = given("progressDeadlineSeconds").unwrap_or(PROGRESS_DEADLINE);
            Some(TimeLimit { seconds, field: "progressDeadlineSeconds" })
        }
        ("Job" | "Pod", true) => {
            let seconds = given("activeDeadlineSeconds")?;
            Some(TimeLimit { seconds, field: "activeDeadlineSeconds" })
        }
        _ => None,
    }
}
