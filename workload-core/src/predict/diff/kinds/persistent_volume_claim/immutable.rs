//! What a claim keeps for life.

use super::super::super::refusal::Refusal;

/// The refusal of everything that a claim keeps for life.
pub(super) fn immutable() -> Refusal {
    let reason = "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
    Refusal::forbidden("spec", reason)
}
