//! Namespaces: active.

use serde_json::Value;

use crate::readiness::conditions::text;
use crate::readiness::progress::Readiness;

/// How far a Namespace is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    match text(object, "/status/phase") {
        "Active" => Readiness::ready(),
        "" => Readiness::missing("is not active yet"),
        phase => Readiness::missing(format!("is {phase}")),
    }
}
