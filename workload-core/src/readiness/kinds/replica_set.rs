//! ReplicaSets and ReplicationControllers: as many available Pods as wanted.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, count, count_or, fewer, not_seen, pods, said};
use crate::readiness::progress::Readiness;

/// How far a ReplicaSet or `ReplicationController` is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(behind) = not_seen(object) {
        return Readiness::missing(behind);
    }
    let wanted = count_or(object, "/spec/replicas", 1);
    let surplus = count(object, "/status/replicas") - wanted;
    let mut missing: Vec<String> = [
        fewer(count(object, "/status/availableReplicas"), wanted, "available"),
        (surplus > 0).then(|| format!("{} more than wanted", pods(surplus))),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !missing.is_empty() {
        missing.extend(condition_is(object, "ReplicaFailure", "True").map(said));
    }
    Readiness::of_missing(missing)
}
