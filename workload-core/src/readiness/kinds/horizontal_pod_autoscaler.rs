//! HorizontalPodAutoscalers: they are ready when they are there, and may say that they cannot scale.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, said};
use crate::readiness::progress::Readiness;

/// How far an autoscaler is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    let stopped = ["AbleToScale", "ScalingActive"].map(|kind| condition_is(object, kind, "False"));
    let is_meant = |condition: &&Value| condition["reason"] != "ScalingDisabled";
    let notes = stopped.into_iter().flatten().filter(is_meant);
    Readiness::Ready(notes.map(|condition| format!("does not scale: {}", said(condition))).collect())
}
