//! Kinds without rules of their own: stored, and left to whoever reads them.

use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::{Verdict, in_place};
use super::rules::Rules;

pub(super) const RULES: Rules = Rules {
    group: "",
    kind: "",
    fixed: &[],
    fields: &[],
    rest: updated,
    workaround: recreated,
    refused: nothing_else,
    added,
    removed,
};

/// The server refuses nothing beyond single fields.
pub(super) fn nothing_else(_: &ObjectDiff) -> Vec<(&'static str, Verdict)> {
    Vec::new()
}

/// Any field of an object that no Pod is made from.
pub(super) fn updated(diff: &ObjectDiff, _: &Difference) -> Verdict {
    in_place(format!("the {} is updated in place", diff.object.kind))
}

/// The way around a refusal for objects without Pods and data: delete it, make it again.
pub(super) fn recreated(diff: &ObjectDiff, _: &[&Difference]) -> Note {
    Note::new(format!("{} is deleted and made again", diff.object))
        .commands([diff.kubectl().delete(), Kubectl::apply()])
}

pub(super) fn added(diff: &ObjectDiff) -> Note {
    Note::new(format!("{} is made", diff.object))
}

pub(super) fn removed(diff: &ObjectDiff) -> Note {
    Note::new(gone(diff)).why(LEFT).commands([diff.kubectl().delete()])
}

/// What every removal says first.
pub(super) fn gone(diff: &ObjectDiff) -> String {
    format!("{} is no longer among the objects", diff.object)
}

/// Why a removal needs a command.
pub(super) const LEFT: &str = "`kubectl apply` leaves it there; it goes by hand, or by whatever prunes.";
