//! Replica counts, and who else has a hand on them.

use serde_json::Value;

use super::super::differences::Difference;
use super::super::object_diff::{ObjectDiff, number, text};
use super::super::verdict::{Verdict, ignored, in_place};

/// The autoscaler among the new objects that sets this workload's replicas.
pub(super) fn autoscaler<'a>(diff: &ObjectDiff<'a>) -> Option<&'a str> {
    let targets = |autoscaler: &Value| {
        let [kind, name] =
            ["kind", "name"].map(|key| text(autoscaler, &format!("/spec/scaleTargetRef/{key}")));
        kind == diff.object.kind && name == diff.object.name
    };
    let mut autoscalers = diff.sets.after("HorizontalPodAutoscaler");
    let entry =
        autoscalers.find(|entry| entry.object.shares_namespace(diff.object) && targets(&entry.stored))?;
    Some(&entry.object.name)
}

/// A changed replica count where Pods have no order.
pub(super) fn replicas(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|object| number(object, "/spec/replicas"));
    if let Some(verdict) = overruled(diff) {
        return verdict;
    }
    let message = format!("{} is scaled from {old} to {new}", diff.object);
    if new > old {
        return in_place(message)
            .pods(format!("{} more start; none of those that run is touched.", new - old));
    }
    in_place(message)
        .pods(format!(
            "{} stop: those not ready first, then the younger ones on fuller nodes; the others are not touched.",
            old - new
        ))
        .data("What the stopped Pods kept on `emptyDir` volumes goes with them.")
}

/// What is said when an autoscaler decides instead.
pub(super) fn overruled(diff: &ObjectDiff) -> Option<Verdict> {
    let name = autoscaler(diff)?;
    let until = format!("HorizontalPodAutoscaler {name} is gone");
    let message =
        format!("the number is set, and the autoscaler `{name}` sets its own again within 15 seconds");
    let verdict = ignored(until, message)
        .why("Two hands on one number: leave `replicas` out of the manifest of what is autoscaled.")
        .pods("For that while the number counts: a lower one stops Pods, a higher one starts some.");
    Some(verdict)
}
