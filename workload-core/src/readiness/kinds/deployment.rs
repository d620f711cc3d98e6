//! Deployments: seen, updated, the old Pods gone, all available.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, count, count_or, fewer, not_seen, pods, said};
use crate::readiness::progress::Readiness;

/// How far a Deployment is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(behind) = not_seen(object) {
        return Readiness::missing(behind);
    }
    let mut missing = missing(object);
    if missing.is_empty() {
        return Readiness::ready();
    }
    let deadline = condition_is(object, "Progressing", "False");
    if let Some(late) = deadline.filter(|condition| condition["reason"] == "ProgressDeadlineExceeded") {
        missing.push(said(late));
        return Readiness::Failed(missing);
    }
    if object["spec"]["paused"] == true && count(object, "/status/updatedReplicas") < wanted(object) {
        missing.push("`spec.paused` is true: nothing is rolled out until it is resumed".to_owned());
        return Readiness::Failed(missing);
    }
    missing.extend(condition_is(object, "ReplicaFailure", "True").map(said));
    Readiness::InProgress(missing)
}

fn wanted(object: &Value) -> i64 {
    count_or(object, "/spec/replicas", 1)
}

fn missing(object: &Value) -> Vec<String> {
    let wanted = wanted(object);
    let [all, updated, available] = ["replicas", "updatedReplicas", "availableReplicas"]
        .map(|name| count(object, &format!("/status/{name}")));
    let old = all - updated;
    let surplus = updated - wanted;
    [
        fewer(updated, wanted, "updated"),
        (old > 0).then(|| format!("{} of the old version still there", pods(old))),
        (surplus > 0).then(|| format!("{} more than wanted", pods(surplus))),
        fewer(available, wanted, "available"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(status: Value) -> Value {
        json!({"metadata": {"generation": 2}, "spec": {"replicas": 3}, "status": status})
    }

    #[test]
    fn what_is_missing_is_said_in_words() {
        let unseen = with(
            json!({"observedGeneration": 1, "replicas": 3, "updatedReplicas": 3, "availableReplicas": 3}),
        );
        assert_eq!(readiness(&unseen).notes(), ["its controller has not observed generation 2 yet"]);
        let half = with(
            json!({"observedGeneration": 2, "replicas": 4, "updatedReplicas": 2, "availableReplicas": 3}),
        );
        assert_eq!(
            readiness(&half).notes(),
            ["2 of 3 Pods updated", "2 Pods of the old version still there"]
        );
        let old = with(
            json!({"observedGeneration": 2, "replicas": 4, "updatedReplicas": 3, "availableReplicas": 3}),
        );
        assert_eq!(readiness(&old).notes(), ["1 Pod of the old version still there"]);
        let done = with(
            json!({"observedGeneration": 2, "replicas": 3, "updatedReplicas": 3, "availableReplicas": 3}),
        );
        assert_eq!(readiness(&done), Readiness::ready());
    }

    #[test]
    fn a_deadline_that_has_passed_counts_as_long_as_something_is_missing() {
        let condition = json!([{"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "late"}]);
        let mut object = with(
            json!({"observedGeneration": 2, "replicas": 3, "updatedReplicas": 1, "availableReplicas": 2, "conditions": condition}),
        );
        assert!(readiness(&object).is_failed());
        assert_eq!(readiness(&object).notes().last().unwrap(), "ProgressDeadlineExceeded: late");
        object["status"]["updatedReplicas"] = json!(3);
        object["status"]["availableReplicas"] = json!(3);
        assert!(readiness(&object).is_ready());
    }

    #[test]
    fn a_paused_rollout_does_not_go_on() {
        let mut object = with(json!({"observedGeneration": 2, "replicas": 3, "availableReplicas": 3}));
        object["spec"]["paused"] = json!(true);
        assert!(readiness(&object).is_failed());
        object["status"]["updatedReplicas"] = json!(3);
        assert!(readiness(&object).is_ready(), "paused after it was done");
    }
}
