//! APIServices: the server behind them answers.

use serde_json::Value;

use crate::readiness::conditions::{condition, said};
use crate::readiness::progress::Readiness;

/// How far an APIService is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    match condition(object, "Available") {
        Some(available) if available["status"] == "True" => Readiness::ready(),
        Some(unavailable) => Readiness::missing(said(unavailable)),
        None => Readiness::missing("is not available yet"),
    }
}
