//! Nodes: who they are is set once.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::refusal::Refusal;
use super::super::verdict::{Verdict, forbidden, in_place};
use super::fixed::Fixed;
use super::other;
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "Node",
    fixed: &[Fixed::field("spec.externalID", "The field is no longer used.").refused("may not be updated")],
    fields: &[
        ("spec.podCIDR", pod_range),
        ("spec.podCIDRs", pod_range),
        ("spec.providerID", provider),
        ("spec.taints", taints),
    ],
    ..other::RULES
};

/// Given once; an update without it leaves it as it is.
fn pod_range(_: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.old.is_none() {
        return in_place("the node gets its range of Pod addresses");
    }
    let reason = "node updates may not change podCIDR except from \"\" to valid";
    forbidden(Refusal::forbidden("spec.podCIDRs", reason), "Pods on the node have addresses of this range.")
}

fn provider(_: &ObjectDiff, difference: &Difference) -> Verdict {
    if difference.old.is_none() {
        return in_place("the node is tied to its machine");
    }
    let reason = "node updates may not change providerID except from \"\" to valid";
    forbidden(Refusal::forbidden("spec.providerID", reason), "It says which machine the node is.")
}

fn taints(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the node repels other Pods")
        .pods("A new taint with the effect `NoExecute` evicts Pods that do not tolerate it; others count for new Pods.")
}
