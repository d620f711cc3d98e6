//! A Pod's tolerations: more may come, none may go.

use serde_json::Value;

use super::super::super::differences::Difference;
use super::super::super::object_diff::{ObjectDiff, items};
use super::super::super::refusal::Refusal;
use super::super::super::verdict::{Verdict, forbidden, in_place};

pub(super) fn tolerations(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|pod| items(pod, "/spec/tolerations"));
    if old.iter().all(|toleration| new.iter().any(|other| is_kept(toleration, other))) {
        return in_place("the Pod tolerates more taints, or for another time");
    }
    let reason = "existing toleration can not be modified except its tolerationSeconds";
    let why = "Every toleration of the Pod has to stay in the list, also the two for nodes that are not ready or \
        unreachable, which the server adds unless the list has a toleration for every taint.";
    forbidden(Refusal::forbidden("spec.tolerations", reason), why)
}

/// Whether they differ at most in their seconds.
fn is_kept(old: &Value, new: &Value) -> bool {
    let same = |key: &str, default: &str| {
        let text = |value: &Value| value.get(key).and_then(Value::as_str).unwrap_or(default).to_owned();
        text(old) == text(new)
    };
    same("key", "") && same("operator", "Equal") && same("value", "") && same("effect", "")
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::{refusal, the};

    const POD: &str = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {
        tolerations: [{key: a, operator: Exists}], containers: [{name: a, image: 'a:1'}]}}";

    #[test]
    fn tolerations_are_added_and_none_is_taken_away() {
        assert!(
            !the(POD, "[{key: a, operator: Exists}]", "[{key: b}, {key: a, operator: Exists}]")
                .is_forbidden()
        );
        assert!(the(POD, "{key: a, operator: Exists}", "{key: b}").is_forbidden());
    }

    #[test]
    fn a_toleration_for_every_taint_drops_those_of_the_server() {
        let bare = POD.replace("tolerations: [{key: a, operator: Exists}], ", "");
        let change = the(&bare, "containers:", "tolerations: [{operator: Exists}], containers:");
        assert!(refusal(&change).contains("spec.tolerations: Forbidden"), "{change:?}");
    }
}
