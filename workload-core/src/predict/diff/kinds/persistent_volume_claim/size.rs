//! The size of a claim: it grows once it is bound, if its class lets it.

use std::cmp::Ordering;

use super::super::super::commands::Kubectl;
use super::super::super::differences::Difference;
use super::super::super::note::Note;
use super::super::super::object_diff::{ObjectDiff, is_true, text};
use super::super::super::refusal::Refusal;
use super::super::super::scalar::scalar;
use super::super::super::verdict::{Verdict, forbidden, in_place};
use super::bound::{Bound, bound};
use super::immutable::immutable;
use crate::k8s::values::Quantity;

const SIZE: &str = "spec.resources.requests.storage";
const GROWS: &str =
    "Most drivers grow the file system under the running Pod; some only when the Pod starts again.";

pub(super) fn size(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    let bound = bound(diff);
    let refusal = match difference.amounts() {
        Some(order) if order.is_lt() && is_below_capacity(diff, difference) && bound != Bound::No => {
            let why = "Volumes grow; none can shrink without losing what is at its end.";
            return forbidden(Refusal::forbidden(SIZE, "field can not be less than status.capacity"), why);
        }
        Some(_) if bound == Bound::No => {
            let why = "The size of a claim that is not bound cannot change, not even upwards; a bound claim grows, if \
                its StorageClass allows it.";
            return forbidden(immutable(), why);
        }
        Some(_) => refused_by_class(diff),
        None => Some(immutable()),
    };
    match refusal {
        Some(refusal) => {
            forbidden(refusal, "Only a StorageClass with `allowVolumeExpansion: true` lets claims grow.")
        }
        None => grows(bound),
    }
}

/// The volume behind the claim is made larger.
fn grows(bound: Bound) -> Verdict {
    let verdict = if bound == Bound::Yes {
        in_place("the volume grows")
    } else {
        in_place("the volume grows, if the claim is bound by now")
    };
    verdict
        .why("Its StorageClass must allow it: `allowVolumeExpansion: true`. An unbound claim cannot change.")
        .pods(GROWS)
        .data("The data stays.")
}

/// Whether the new size is less than the volume has; it is unknown for a manifest.
fn is_below_capacity(diff: &ObjectDiff, difference: &Difference) -> bool {
    let capacity = diff.given_old.pointer("/status/capacity/storage").or(difference.old.as_ref());
    let amount = |value| Quantity::parse(scalar(value)).ok();
    capacity
        .and_then(amount)
        .zip(difference.new.as_ref().and_then(amount))
        .is_some_and(|(capacity, new)| new.compare(&capacity).is_lt())
}

/// The admission plugin looks at the class, and refuses a claim without one.
fn refused_by_class(diff: &ObjectDiff) -> Option<Refusal> {
    let name = text(diff.old, "/spec/storageClassName");
    let class = diff.sets.named("StorageClass", name);
    let is_static = diff.old.pointer("/spec/storageClassName").is_some() && name.is_empty();
    if !is_static && class.is_none_or(|class| is_true(class, "/allowVolumeExpansion")) {
        return None;
    }
    Some(Refusal::Request(format!(
        "persistentvolumeclaims \"{}\" is forbidden: only dynamically provisioned pvc can be resized and the \
         storageclass that provisions the pvc must support resize",
        diff.name()
    )))
}

/// How a claim grows that only its class or its state keeps from it.
pub(super) fn workaround(diff: &ObjectDiff, refused: &[&Difference]) -> Option<Note> {
    let is_growth = |difference: &&Difference| {
        difference.path.is_below(SIZE) && difference.amounts().is_some_and(Ordering::is_gt)
    };
    let class = text(diff.old, "/spec/storageClassName");
    if refused.is_empty() || !refused.iter().all(is_growth) {
        None
    } else if bound(diff) == Bound::No {
        Some(made_again(diff))
    } else if class.is_empty() {
        None
    } else {
        let note = Note::new("the class is allowed to expand volumes, then the claim grows").commands([
            format!("kubectl patch storageclass {class} -p '{{\"allowVolumeExpansion\":true}}'"),
            Kubectl::apply(),
        ]);
        Some(note.pods("No Pod is replaced; its driver has to be able to do it.").data("The data stays."))
    }
}

/// A claim without a volume is made again in its new size.
fn made_again(diff: &ObjectDiff) -> Note {
    Note::new("the claim is deleted and made again: it has no volume yet")
        .commands([diff.kubectl().delete(), Kubectl::apply()])
        .pods("Pods that wait for the claim go on waiting until the new one is bound.")
        .data("There is none yet. A claim that is bound by now grows by `kubectl apply` alone; do not delete it.")
}
