//! A Job's template: what of it may change while the Job is suspended.

use super::super::super::differences::Difference;
use super::super::super::object_diff::{ObjectDiff, entries, is_true};
use super::super::super::refusal::Refusal;
use super::super::super::verdict::{Verdict, forbidden, in_place};

/// What may change of a suspended Job, also in the update that resumes it.
const MUTABLE: [&str; 6] = [
    "spec.template.metadata",
    "spec.template.spec.nodeSelector",
    "spec.template.spec.tolerations",
    "spec.template.spec.schedulingGates",
    "spec.template.spec.containers[].resources",
    "spec.template.spec.initContainers[].resources",
];

pub(super) fn template(diff: &ObjectDiff, difference: &Difference) -> Verdict {
    if !is_true(diff.old, "/spec/suspend") {
        let why = if is_true(diff.new, "/spec/suspend") { SUSPENDED_NOW } else { ONE_TEMPLATE };
        return forbidden(Refusal::immutable("spec.template", diff.after("/spec/template")), why);
    }
    let is_mutable = MUTABLE.iter().any(|pattern| difference.path.is_below(pattern))
        || difference.path.is_below("spec.template.spec.affinity") && is_node_affinity(diff);
    if !is_mutable {
        let why = "Of a suspended Job only labels, annotations, resources and where its Pods run may change, also in the \
            update that resumes it.";
        return forbidden(Refusal::immutable("spec.template.spec", diff.after("/spec/template/spec")), why);
    }
    in_place("the Pods of the suspended Job will start with this change")
        .why("This may change as long as the Job is suspended, and in the update that resumes it.")
}

/// Of the affinities only those to nodes may change.
fn is_node_affinity(diff: &ObjectDiff) -> bool {
    let others = |job| {
        let affinity = entries(job, "/spec/template/spec/affinity").into_iter().flatten();
        affinity.filter(|(key, _)| *key != "nodeAffinity").collect::<Vec<_>>()
    };
    others(diff.old) == others(diff.new)
}

const SUSPENDED_NOW: &str = "The update that suspends a running Job cannot change its template as well: suspend it first, then change it.";
const ONE_TEMPLATE: &str = "A Job is one run of one template; another template is another run.";
