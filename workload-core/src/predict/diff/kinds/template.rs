//! A changed Pod template: who replaces which Pods.

use serde_json::Value;

use super::super::differences::Difference;
use super::super::effect::Rollout;
use super::super::object_diff::{ObjectDiff, is_true, number, text};
use super::super::scalar::scalar;
use super::super::verdict::{Verdict, ignored, rolls};
use super::content::data_when_replaced;

/// What changes, as the first half of a sentence.
pub(super) fn what(difference: &Difference) -> String {
    let text = |value: &Option<Value>| value.as_ref().map(scalar).unwrap_or_default();
    match difference.path.keys().next_back() {
        Some("image") => format!("image {} becomes {}", text(&difference.old), text(&difference.new)),
        Some("restartedAt" | "kubectl.kubernetes.io/restartedAt") => "a restart is asked for".to_owned(),
        _ => "the Pod template changes".to_owned(),
    }
}

/// A Deployment's template.
pub(super) fn of_deployment(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let what = what(difference);
    let verdict = if is_true(diff.new, "/spec/paused") {
        ignored("the Deployment is resumed", format!("{what}, and waits: the Deployment is paused"))
            .why("While `spec.paused` is true no ReplicaSet is made for another template.")
            .commands([diff.kubectl().rollout("resume")])
    } else if text(diff.new, "/spec/strategy/type") == "Recreate" {
        rolls(Rollout::Recreate, format!("{what}: every old Pod stops, then the new ones start"))
            .pods("No Pod serves from the moment the old ones stop until the first new one is ready.")
            .commands([diff.kubectl().rollout("status")])
    } else {
        rolls(Rollout::NewReplicaSet, format!("{what}: a new ReplicaSet takes over, Pod by Pod"))
            .pods(bounds(diff))
            .commands([diff.kubectl().rollout("status")])
    };
    let is_waiting = is_true(diff.new, "/spec/paused");
    let data = data_when_replaced(diff.after("/spec/template/spec").unwrap_or(&Value::Null));
    verdict.data(if is_waiting { "No data is touched before.".to_owned() } else { data })
}

/// How far a rolling update may go: `maxSurge` rounds up, `maxUnavailable` down.
fn bounds(diff: &ObjectDiff) -> String {
    let replicas = number(diff.new, "/spec/replicas");
    let share = |key: &str, up: bool| {
        let value = diff.after(&format!("/spec/strategy/rollingUpdate/{key}"));
        value.map_or(0, |value| share_of(value, replicas, up))
    };
    let [surge, unavailable] = [share("maxSurge", true), share("maxUnavailable", false)];
    let unavailable = if surge == 0 && unavailable == 0 { 1 } else { unavailable };
    let least = (replicas - unavailable).max(0);
    let most = replicas + surge;
    format!(
        "At least {least} of {replicas} stay ready, at most {most} run at once (stopping ones not counted)."
    )
}

/// A count, or that share of `whole` in percent.
fn share_of(value: &Value, whole: i64, up: bool) -> i64 {
    let percent =
        value.as_str().and_then(|text| text.strip_suffix('%')).and_then(|text| text.parse::<i64>().ok());
    match percent {
        Some(percent) if up => (percent * whole + 99) / 100,
        Some(percent) => percent * whole / 100,
        None => value.as_i64().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn surge_rounds_up_and_unavailable_down() {
        assert_eq!(share_of(&json!("25%"), 7, true), 2);
        assert_eq!(share_of(&json!("25%"), 7, false), 1);
        assert_eq!(share_of(&json!(3), 7, false), 3);
    }
}
