//! Kinds without rules of their own: stored, and left to whoever reads them.

use super::super::case::Case;
use super::super::commands::Kubectl;
use super::super::differences::Difference;
use super::super::note::Note;
use super::super::verdict::{Verdict, in_place};
use super::rules::Rules;

pub(super) const RULES: Rules =
    Rules { group: "", kind: "", fields: &[], rest: stored, way: recreated, added, removed };

/// Any field of an object that no Pod is made from.
pub(super) fn stored(case: &Case, _: &Difference) -> Verdict {
    in_place(format!("the {} is updated in place", case.object.kind))
}

/// The way around a refusal for objects without Pods and data: delete it, make it again.
pub(super) fn recreated(case: &Case, _: &[&Difference]) -> Note {
    Note::new(format!("{} is deleted and made again", case.object))
        .commands([case.kubectl().delete(), Kubectl::apply()])
}

pub(super) fn added(case: &Case) -> Note {
    Note::new(format!("{} is made", case.object))
}

pub(super) fn removed(case: &Case) -> Note {
    Note::new(gone(case)).why(LEFT).commands([case.kubectl().delete()])
}

/// What every removal says first.
pub(super) fn gone(case: &Case) -> String {
    format!("{} is no longer among the objects", case.object)
}

/// Why a removal needs a command.
pub(super) const LEFT: &str =
    "`kubectl apply` leaves what is no longer among the objects; it goes by hand, or by whatever prunes.";
