//! A changed Pod template: who replaces which Pods.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use serde::Deserialize;
use serde_json::Value;

use super::super::differences::Difference;
use super::super::effect::Rollout;
use super::super::object_diff::{ObjectDiff, is_true, number, text};
use super::super::verdict::{Verdict, ignored, rolls};
use super::content::data_when_replaced;
use crate::k8s::int_or_percent::{Rounding, scaled};

/// What changes, as the first half of a sentence.
pub(super) fn what(difference: &Difference) -> String {
    match difference.path.keys().next_back() {
        Some("image") => "the image changes".to_owned(),
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
    if is_true(diff.new, "/spec/paused") {
        return verdict.data("No data is touched before.");
    }
    verdict.data(data_when_replaced(diff.after("/spec/template/spec").unwrap_or(&Value::Null)))
}

/// How far a rolling update may go: `maxSurge` rounds up, `maxUnavailable` down.
fn bounds(diff: &ObjectDiff) -> String {
    let replicas = i32::try_from(number(diff.new, "/spec/replicas")).unwrap_or(i32::MAX);
    let share = |key: &str, rounding| {
        let value = diff.after(&format!("/spec/strategy/rollingUpdate/{key}"));
        let value = value.and_then(|value| IntOrString::deserialize(value).ok());
        value.and_then(|value| scaled(&value, replicas, rounding)).unwrap_or_default()
    };
    let [surge, unavailable] = [share("maxSurge", Rounding::Up), share("maxUnavailable", Rounding::Down)];
    let unavailable = if surge == 0 && unavailable == 0 { 1 } else { unavailable };
    let least = replicas.saturating_sub(unavailable).max(0);
    let most = replicas.saturating_add(surge);
    format!(
        "At least {least} of {replicas} stay ready, at most {most} run at once (stopping ones not counted)."
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::the;

    #[test]
    fn surge_rounds_up_and_unavailable_down() {
        let api = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {replicas: 7,
            selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}},
            spec: {containers: [{name: api, image: 'api:1'}]}}}}";
        let change = the(api, "api:1", "api:2");
        let wanted = "At least 6 of 7 stay ready, at most 9 run at once (stopping ones not counted).";
        assert_eq!(change.note.pods, wanted);
    }
}
