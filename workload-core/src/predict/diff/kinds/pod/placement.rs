//! Where a Pod may run: it may narrow while gates hold the Pod back.

use serde_json::Value;

use super::super::super::differences::Difference;
use super::super::super::object_diff::{ObjectDiff, entries, items, text};
use super::super::super::refusal::Refusal;
use super::super::super::verdict::{Verdict, forbidden, in_place};

const REQUIRED: &str =
    "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
const NARROWED: &str = "Quotas and queues decided by the old placement: it may narrow, not widen.";

fn is_gated(diff: &ObjectDiff) -> bool {
    !items(diff.old, "/spec/schedulingGates").is_empty()
}

/// Gates can be opened, not put up.
pub(super) fn gates(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|pod| items(pod, "/spec/schedulingGates"));
    let Some((at, gate)) = new.iter().enumerate().find(|(_, gate)| !old.contains(gate)) else {
        return in_place("gates are opened").pods("With none left the Pod is placed on a node.");
    };
    let name = text(gate, "/name");
    let reason = format!("only deletion is allowed, but found new scheduling gate '{name}'");
    let why =
        "A gate holds a Pod back from the start; a Pod that the scheduler has seen cannot be held back.";
    forbidden(Refusal::forbidden(&format!("spec.schedulingGates[{at}].name"), &reason), why)
}

pub(super) fn node_selector(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if !is_gated(diff) {
        return super::refused::refused(diff, difference);
    }
    let [old, new] = [diff.old, diff.new].map(|pod| entries(pod, "/spec/nodeSelector"));
    let is_kept = |(key, value): (&String, &Value)| new.and_then(|new| new.get(key)) == Some(value);
    if old.into_iter().flatten().all(is_kept) {
        return in_place("the Pod waits for fewer nodes").why(NARROWED);
    }
    let reason = "only additions to spec.nodeSelector are allowed (no mutations or deletions)";
    forbidden(Refusal::invalid("spec.nodeSelector", diff.after("/spec/nodeSelector"), reason), NARROWED)
}

/// Of the affinities only those to nodes may change.
pub(super) fn affinity(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let others = |pod| {
        let affinity = entries(pod, "/spec/affinity").into_iter().flatten();
        affinity.filter(|(key, _)| *key != "nodeAffinity").collect::<Vec<_>>()
    };
    if others(diff.old) == others(diff.new) {
        return node_affinity(diff, difference);
    }
    super::refused::refused(diff, difference)
}

/// Preferences may change, requirements may be added, and terms may get further expressions.
pub(super) fn node_affinity(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if !is_gated(diff) {
        return super::refused::refused(diff, difference);
    }
    let [old, new] = [diff.old, diff.new].map(|pod| items(pod, REQUIRED));
    if old.is_empty() {
        return in_place("the Pod waits for fewer nodes").why(NARROWED);
    }
    let path = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
    if old.len() != new.len() {
        let reason = "no additions/deletions to non-empty NodeSelectorTerms list are allowed";
        return forbidden(Refusal::invalid(path, diff.after(REQUIRED), reason), NARROWED);
    }
    let widened = old.iter().zip(new).position(|(old, new)| !is_narrower(old, new));
    if let Some(at) = widened {
        let reason = "only additions are allowed (no mutations or deletions)";
        return forbidden(Refusal::invalid(&format!("{path}[{at}]"), new.get(at), reason), NARROWED);
    }
    in_place("the Pod waits for other nodes").why(NARROWED)
}

/// Whether a term has all expressions of the old one, and perhaps more.
fn is_narrower(old: &Value, new: &Value) -> bool {
    ["/matchExpressions", "/matchFields"].iter().all(|list| {
        let new = items(new, list);
        items(old, list).iter().all(|expression| new.contains(expression))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::super::testing::{refusal, the};

    const POD: &str =
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {schedulingGates: [{name: x.io/a}],
        nodeSelector: {disk: ssd}, containers: [{name: a, image: 'a:1'}]}}";

    #[test]
    fn a_gated_pod_may_narrow() {
        assert!(!the(POD, "disk: ssd", "disk: ssd, gpu: a").is_forbidden());
        assert!(!the(POD, "[{name: x.io/a}]", "[]").is_forbidden());
        assert!(refusal(&the(POD, "disk: ssd", "disk: hdd")).contains("only additions to spec.nodeSelector"));
        assert!(refusal(&the(POD, "x.io/a", "x.io/b")).contains("spec.schedulingGates[0].name: Forbidden"));
        let placed = POD.replace("schedulingGates: [{name: x.io/a}],", "");
        assert!(the(&placed, "disk: ssd", "disk: ssd, gpu: a").is_forbidden());
    }
}
