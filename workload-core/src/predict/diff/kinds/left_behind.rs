//! The defaults of one strategy, left behind when a manifest names another.

use serde_json::{Value, json};

use super::super::commands::Kubectl;
use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::super::retention::is_live;

/// Why such an update is refused.
pub(super) const WHY: &str = "The server filled in `rollingUpdate` when the object was made. `kubectl apply` takes away only \
    what an earlier manifest said, so it stays behind, and the new type allows none. `kubectl replace` leaves it out; \
    an explicit `rollingUpdate: null` works for `kubectl apply`, but not with `--server-side`.";

/// Whether `rollingUpdate` stays in the strategy at `pointer`: the old manifest does not say it,
/// so that no `kubectl apply` takes it away, and neither does the new one with `null`.
pub(super) fn is_left_behind(diff: &ObjectDiff, pointer: &str) -> bool {
    let rolling = format!("{pointer}/rollingUpdate");
    let Some(stored) = diff.before(&rolling) else { return false };
    let is_written = match diff.given_old.pointer(&rolling) {
        None => false,
        Some(given) if is_live(diff.given_old) => !is_default(given) || given != stored,
        Some(_) => true,
    };
    !is_written && diff.given_new.pointer(&rolling).is_none()
}

/// Whether it is what the server fills in, for a Deployment or a StatefulSet.
fn is_default(rolling: &Value) -> bool {
    *rolling == json!({ "maxSurge": "25%", "maxUnavailable": "25%" }) || *rolling == json!({ "partition": 0 })
}

/// The patch that takes the defaults away with the change of type.
pub(super) fn workaround(diff: &ObjectDiff, field: &str, kind: &str) -> Note {
    let patch = json!({ "spec": { field: { "type": kind, "rollingUpdate": null } } });
    Note::new("the defaults of the old strategy are taken away with the change of type")
        .commands([diff.kubectl().patch(&patch.to_string()), Kubectl::apply()])
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{refusal, the};

    const API: &str = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: api}, spec: {
        selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}},
        spec: {containers: [{name: api, image: 'api:1'}]}}}}";

    #[test]
    fn defaults_of_the_old_strategy_stay_behind() {
        let change = the(API, "template:", "strategy: {type: Recreate}, template:");
        assert_eq!(
            refusal(&change),
            "Deployment.apps \"api\" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when \
             strategy `type` is 'Recreate'"
        );
        let patch = r#"kubectl patch deployment api -p '{"spec":{"strategy":{"rollingUpdate":null,"type":"Recreate"}}}'"#;
        assert_eq!(change.note.commands[0], patch);
        assert!(
            !the(API, "template:", "strategy: {type: Recreate, rollingUpdate: null}, template:")
                .is_forbidden()
        );
    }

    #[test]
    fn what_a_manifest_said_is_taken_away_by_the_next() {
        let rolling = API.replace("template:", "strategy: {rollingUpdate: {maxSurge: 1}}, template:");
        assert!(!the(&rolling, "{rollingUpdate: {maxSurge: 1}}", "{type: Recreate}").is_forbidden());
    }
}
