//! DaemonSets: a new Pod on every node that fits, available.

use serde_json::Value;

use crate::readiness::conditions::{count, fewer, not_seen, text};
use crate::readiness::progress::Readiness;

/// How far a DaemonSet is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(behind) = not_seen(object) {
        return Readiness::missing(behind);
    }
    let [wanted, updated, available] =
        ["desiredNumberScheduled", "updatedNumberScheduled", "numberAvailable"]
            .map(|name| count(object, &format!("/status/{name}")));
    let on_delete = text(object, "/spec/updateStrategy/type") == "OnDelete";
    let behind = fewer(updated, wanted, "updated");
    let missing: Vec<String> = [behind.clone().filter(|_| !on_delete), fewer(available, wanted, "available")]
        .into_iter()
        .flatten()
        .collect();
    if !missing.is_empty() {
        return Readiness::InProgress(missing);
    }
    match (wanted, behind) {
        (0, _) => Readiness::ready_but("no node fits"),
        (_, Some(behind)) => Readiness::ready_but(format!(
            "{behind}: the others stay until somebody deletes them, `updateStrategy` is OnDelete"
        )),
        _ => Readiness::ready(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_node_counts() {
        let object = |strategy: &str, updated: i64, available: i64| {
            json!({
                "metadata": {"generation": 1}, "spec": {"updateStrategy": {"type": strategy}},
                "status": {"observedGeneration": 1, "desiredNumberScheduled": 3, "updatedNumberScheduled": updated, "numberAvailable": available},
            })
        };
        assert_eq!(
            readiness(&object("RollingUpdate", 2, 2)).notes(),
            ["2 of 3 Pods updated", "2 of 3 Pods available"]
        );
        assert!(readiness(&object("RollingUpdate", 3, 3)).is_ready());
        assert!(readiness(&object("OnDelete", 1, 3)).is_ready());
        let none = json!({"metadata": {"generation": 1}, "status": {"observedGeneration": 1}});
        assert_eq!(readiness(&none).notes(), ["no node fits"]);
    }
}
