//! Jobs: complete, failed, suspended or at work.

use serde_json::Value;

use crate::readiness::conditions::{condition_is, count, count_or, pods, said};
use crate::readiness::progress::Readiness;

/// How far a Job is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(failed) = condition_is(object, "Failed", "True") {
        return Readiness::failed(said(failed));
    }
    if condition_is(object, "Complete", "True").is_some() {
        return Readiness::ready();
    }
    if object["spec"]["suspend"] == true {
        return Readiness::ready_but("is suspended: `spec.suspend` is true");
    }
    let mut missing = vec![at_work(object)];
    for (kind, what) in [("FailureTarget", "fails"), ("SuccessCriteriaMet", "completes")] {
        missing.extend(
            condition_is(object, kind, "True")
                .map(|condition| format!("{what} when its Pods are gone: {}", said(condition))),
        );
    }
    Readiness::InProgress(missing)
}

/// How many Pods have succeeded of how many, and how many run or have failed.
fn at_work(object: &Value) -> String {
    let [active, succeeded, failed] =
        ["active", "succeeded", "failed"].map(|name| count(object, &format!("/status/{name}")));
    let parallelism = count_or(object, "/spec/parallelism", 1);
    let completions = object["spec"]["completions"].as_i64();
    let mut text = match completions {
        Some(wanted) => format!("{succeeded} of {} succeeded", pods(wanted)),
        None if parallelism == 1 => format!("{succeeded} of {} succeeded", pods(1)),
        None => format!("{} succeeded", pods(succeeded)),
    };
    for (number, word) in [(active, "at work"), (failed, "failed")] {
        if number > 0 {
            text.extend([", ", &number.to_string(), " ", word]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_job_is_over_suspended_or_at_work() {
        let with = |spec: Value, status: Value| json!({"spec": spec, "status": status});
        let condition = |kind: &str| json!({"conditions": [{"type": kind, "status": "True", "reason": "R", "message": "m"}]});
        assert_eq!(readiness(&with(json!({}), condition("Complete"))), Readiness::ready());
        assert_eq!(readiness(&with(json!({}), condition("Failed"))), Readiness::failed("R: m"));
        assert!(readiness(&with(json!({"suspend": true}), json!({}))).is_ready());
        let at_work = with(json!({"completions": 3}), json!({"active": 1, "succeeded": 1, "failed": 2}));
        assert_eq!(readiness(&at_work).notes(), ["1 of 3 Pods succeeded, 1 at work, 2 failed"]);
        let failing = readiness(&with(json!({"completions": 1}), condition("FailureTarget")));
        assert_eq!(failing.notes()[1], "fails when its Pods are gone: R: m");
    }
}
