//! StatefulSets: Pods from the highest ordinal down to the partition updated, all available.

use serde_json::Value;

use crate::readiness::conditions::{count, count_or, fewer, not_seen, pods, text};
use crate::readiness::progress::Readiness;

/// How far a StatefulSet is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if let Some(behind) = not_seen(object) {
        return Readiness::missing(behind);
    }
    let wanted = count_or(object, "/spec/replicas", 1);
    let [all, updated] =
        ["replicas", "updatedReplicas"].map(|name| count(object, &format!("/status/{name}")));
    let due = due(object, wanted);
    let surplus = all - wanted;
    let missing: Vec<String> = [
        fewer(updated, due, "updated"),
        (surplus > 0).then(|| format!("{} more than wanted", pods(surplus))),
        fewer(count(object, "/status/readyReplicas"), wanted, "ready"),
        available(object, wanted),
        unpromoted(object, due, wanted),
    ]
    .into_iter()
    .flatten()
    .collect();
    if missing.is_empty() {
        Readiness::Ready(kept_back(object, wanted, updated))
    } else {
        Readiness::InProgress(missing)
    }
}

/// Whether Pods are replaced only when somebody deletes them.
fn is_on_delete(object: &Value) -> bool {
    text(object, "/spec/updateStrategy/type") == "OnDelete"
}

/// The number of Pods that the newest revision is for: those at and above the partition.
fn due(object: &Value, wanted: i64) -> i64 {
    if is_on_delete(object) {
        return 0;
    }
    let start = count(object, "/spec/ordinals/start");
    let partition = count(object, "/spec/updateStrategy/rollingUpdate/partition");
    (start + wanted - partition.max(start)).max(0)
}

/// Ready is not yet available as long as `minReadySeconds` run.
fn available(object: &Value, wanted: i64) -> Option<String> {
    let waits = count(object, "/spec/minReadySeconds") > 0;
    let ready = count(object, "/status/readyReplicas");
    let available = count(object, "/status/availableReplicas");
    if waits && ready >= wanted { fewer(available, wanted, "available") } else { None }
}

/// The newest revision becomes the current one when it is everywhere.
fn unpromoted(object: &Value, due: i64, wanted: i64) -> Option<String> {
    let [current, update] =
        ["currentRevision", "updateRevision"].map(|name| text(object, &format!("/status/{name}")));
    let is_whole = wanted > 0 && due == wanted;
    (is_whole && current != update).then(|| "the new revision is not the current one yet".to_owned())
}

/// That Pods keep an older revision because they are meant to.
fn kept_back(object: &Value, wanted: i64, updated: i64) -> Vec<String> {
    let old = wanted - updated;
    if old <= 0 {
        return Vec::new();
    }
    let why = if is_on_delete(object) {
        "until somebody deletes it: `updateStrategy` is OnDelete".to_owned()
    } else {
        format!("below partition {}", count(object, "/spec/updateStrategy/rollingUpdate/partition"))
    };
    let verb = if old == 1 { "keeps" } else { "keep" };
    vec![format!("{} {verb} the old revision {why}", pods(old))]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(spec: Value, updated: i64) -> Value {
        let mut object = json!({
            "metadata": {"generation": 1},
            "spec": {"replicas": 3},
            "status": {
                "observedGeneration": 1, "replicas": 3, "readyReplicas": 3, "availableReplicas": 3,
                "updatedReplicas": updated, "currentRevision": "a", "updateRevision": "b",
            },
        });
        for (key, value) in spec.as_object().unwrap() {
            object["spec"][key] = value.clone();
        }
        object
    }

    #[test]
    fn only_pods_at_and_above_the_partition_have_to_be_updated() {
        let partition = |number: i64| json!({"updateStrategy": {"rollingUpdate": {"partition": number}}});
        assert_eq!(readiness(&with(partition(0), 2)).notes()[0], "2 of 3 Pods updated");
        assert_eq!(readiness(&with(partition(1), 1)).notes(), ["1 of 2 Pods updated"]);
        assert_eq!(
            readiness(&with(partition(1), 2)).notes(),
            ["1 Pod keeps the old revision below partition 1"]
        );
        assert!(readiness(&with(partition(1), 2)).is_ready());
        assert!(readiness(&with(partition(7), 0)).is_ready());
        let mut ordinals = with(partition(6), 2);
        ordinals["spec"]["ordinals"] = json!({"start": 5});
        assert!(readiness(&ordinals).is_ready(), "5 is below 6; 6 and 7 are updated");
        ordinals["status"]["updatedReplicas"] = json!(1);
        assert_eq!(readiness(&ordinals).notes(), ["1 of 2 Pods updated"]);
    }

    #[test]
    fn on_delete_is_ready_with_a_word() {
        let found = readiness(&with(json!({"updateStrategy": {"type": "OnDelete"}}), 1));
        assert!(found.is_ready());
        assert!(
            found.notes()[0].starts_with("2 Pods keep the old revision until somebody deletes"),
            "{found:?}"
        );
    }
}
