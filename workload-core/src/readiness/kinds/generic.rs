//! Any other kind, by the conditions that controllers agree on: Stalled, Reconciling, Ready.

use serde_json::Value;

use crate::readiness::conditions::{condition, condition_is, count, said, unobserved};
use crate::readiness::progress::Readiness;

/// How far an object of any kind is; one that says nothing of itself is ready.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(behind) = unobserved(object) {
        return Readiness::missing(behind);
    }
    if let Some(stalled) = condition_is(object, "Stalled", "True") {
        return Readiness::failed(said(stalled));
    }
    if let Some(reconciling) = condition_is(object, "Reconciling", "True") {
        return Readiness::missing(said(reconciling));
    }
    match condition(object, "Ready") {
        None => Readiness::ready(),
        Some(ready) if is_old(object, ready) => {
            Readiness::missing("its condition Ready is of an older generation")
        }
        Some(ready) if ready["status"] == "True" => Readiness::ready(),
        Some(unready) => Readiness::missing(format!("is not ready: {}", said(unready))),
    }
}

/// Whether a condition was made for an older generation, where it says for which.
fn is_old(object: &Value, condition: &Value) -> bool {
    condition["observedGeneration"].as_i64().is_some_and(|seen| seen < count(object, "/metadata/generation"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_common_conditions_are_read() {
        let with = |seen: i64, kind: &str, status: &str| {
            json!({
                "metadata": {"generation": 2},
                "status": {"observedGeneration": seen, "conditions": [{"type": kind, "status": status, "reason": "Because", "message": "of it"}]},
            })
        };
        assert!(readiness(&json!({"metadata": {"generation": 1}})).is_ready());
        assert!(readiness(&with(2, "Ready", "True")).is_ready());
        assert!(!readiness(&with(1, "Ready", "True")).is_ready());
        assert_eq!(readiness(&with(2, "Ready", "Unknown")).notes(), ["is not ready: Because: of it"]);
        assert_eq!(readiness(&with(2, "Stalled", "True")), Readiness::failed("Because: of it"));
        assert_eq!(readiness(&with(2, "Reconciling", "True")), Readiness::missing("Because: of it"));
        let mut old = with(2, "Ready", "True");
        old["status"]["conditions"][0]["observedGeneration"] = json!(1);
        assert!(!readiness(&old).is_ready());
    }
}
