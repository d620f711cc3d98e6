//! Definitions of custom resources: their names are accepted and they are served.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, said};
use crate::readiness::progress::Readiness;

/// How far a `CustomResourceDefinition` is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(refused) = condition_is(object, "NamesAccepted", "False") {
        return Readiness::failed(format!("its names are refused: {}", said(refused)));
    }
    if condition_is(object, "Established", "True").is_none() {
        return Readiness::missing("is not established: its kind is not served yet");
    }
    let odd = condition_is(object, "NonStructuralSchema", "True").map(said);
    Readiness::Ready(odd.into_iter().collect())
}
