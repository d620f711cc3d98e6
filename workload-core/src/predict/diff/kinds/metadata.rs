//! What every object has: names, labels, annotations, the version it is written in.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, in_place};
use super::field_rule::FieldRule;

/// The fields that mean the same in every kind.
pub(super) const FIELDS: &[(&str, FieldRule)] = &[
    ("apiVersion", version),
    ("metadata.labels", labels),
    ("metadata.annotations", annotations),
    ("metadata", other),
];

fn version(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the manifest is written in another version of the API")
        .why("The server stores one object and converts it to whichever version is asked for.")
}

fn labels(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let message = format!("the labels of the {} itself change", diff.object.kind);
    let why = if diff.new.pointer("/spec/template").is_some() {
        "Its Pods have the labels of the template, which are others."
    } else {
        "What selects this object by label may now find it, or find it no more."
    };
    in_place(message).why(why)
}

fn annotations(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let verdict = in_place(format!("the annotations of the {} itself change", diff.object.kind));
    if diff.new.pointer("/spec/template").is_some() {
        return verdict.why("Only annotations of the Pod template replace Pods.");
    }
    verdict
}

fn other(_: &ObjectDiff, _: &Difference) -> Verdict {
    in_place("the object's metadata changes")
}
