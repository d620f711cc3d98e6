//! How many Pods of a Job have to succeed.

use super::super::super::differences::Difference;
use super::super::super::object_diff::{ObjectDiff, number, text};
use super::super::super::refusal::Refusal;
use super::super::super::verdict::{Verdict, forbidden, in_place};

/// An Indexed Job may grow and shrink if as many run at once as there are.
pub(super) fn completions(diff: &ObjectDiff, _: &Difference) -> Verdict {
    let completions = diff.after("/spec/completions");
    let refusal = |reason: &str| Refusal::invalid("spec.completions", completions, reason);
    if text(diff.old, "/spec/completionMode") != "Indexed"
        && text(diff.new, "/spec/completionMode") != "Indexed"
    {
        let why = "It says what counts as done, and a run is measured by one rule.";
        return forbidden(refusal("field is immutable"), why);
    }
    if completions.is_none() || completions != diff.after("/spec/parallelism") {
        let why = "An Indexed Job is resized only when `completions` and `parallelism` become the same.";
        return forbidden(refusal("can only be modified in tandem with spec.parallelism"), why);
    }
    resized(diff)
}

fn resized(diff: &ObjectDiff) -> Verdict {
    let [old, new] = [diff.old, diff.new].map(|job| number(job, "/spec/completions"));
    let pods = if new > old {
        format!("Indexes {old} to {} start.", new - 1)
    } else {
        format!("Pods of the indexes from {new} on are deleted, and no longer count.")
    };
    in_place(format!("the Indexed Job is resized from {old} to {new}")).pods(pods)
}
