//! Which Pods a Pod wants near, and which far.

use k8s_openapi::api::core::v1::{PodAffinityTerm, WeightedPodAffinityTerm};

use super::node_affinity::WEIGHTS;
use super::scope::Scope;
use super::{label_keys, node_affinity};
use crate::k8s::values::{check_label, check_label_key};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::optional;
use crate::validate::api_server::{checks, meta};
use crate::validate::field_error::FieldErrors;

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// The terms of one of the two affinities to Pods, which have the same fields.
type Terms<'a> = (&'static str, Option<&'a Vec<PodAffinityTerm>>, Option<&'a Vec<WeightedPodAffinityTerm>>);

/// Checks the affinity of a Pod.
pub(super) fn check(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(affinity) = &scope.spec.affinity else { return };
    optional(affinity.node_affinity.as_ref(), &at.field("nodeAffinity"), errors, node_affinity::check);
    if let Some(near) = &affinity.pod_affinity {
        let required = near.required_during_scheduling_ignored_during_execution.as_ref();
        let preferred = near.preferred_during_scheduling_ignored_during_execution.as_ref();
        pods(scope, ("podAffinity", required, preferred), at, errors);
    }
    if let Some(far) = &affinity.pod_anti_affinity {
        let required = far.required_during_scheduling_ignored_during_execution.as_ref();
        let preferred = far.preferred_during_scheduling_ignored_during_execution.as_ref();
        pods(scope, ("podAntiAffinity", required, preferred), at, errors);
    }
}

fn pods(
    scope: &Scope<'_>,
    (field, required, preferred): Terms<'_>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let at = at.field(field);
    for (index, one) in required.into_iter().flatten().enumerate() {
        term(scope, one, &at.field(REQUIRED).index(index), errors);
    }
    for (index, one) in preferred.into_iter().flatten().enumerate() {
        let list = at.field(PREFERRED);
        let at = list.index(index);
        checks::within(Some(one.weight), WEIGHTS, &at.field("weight"), errors);
        term(scope, &one.pod_affinity_term, &at.field("podAffinityTerm"), errors);
    }
}

fn term(scope: &Scope<'_>, term: &PodAffinityTerm, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    optional(term.label_selector.as_ref(), &at.field("labelSelector"), errors, meta::selector);
    optional(term.namespace_selector.as_ref(), &at.field("namespaceSelector"), errors, meta::selector);
    let spaces = at.field("namespaces");
    for (index, space) in term.namespaces.iter().flatten().enumerate() {
        // The server leaves out the `s` and the number.
        let stands = spaces.index(index);
        errors.renamed(&at.field("namespace"), &stands, |errors| {
            checks::text(check_label(space, "a namespace"), &stands, errors);
        });
    }
    label_keys::of_affinity(scope, term, at, errors);
    let missing = "pods are near or far by a label of nodes: `topologyKey: kubernetes.io/hostname`";
    checks::name(&term.topology_key, missing, check_label_key, &at.field("topologyKey"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    fn far(terms: &str) -> String {
        format!(
            "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{terms}]}}}}"
        )
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        spec_accepts(&[
            "affinity: {podAffinity: {}, nodeAffinity: {}, podAntiAffinity: ~}",
            "affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: {topologyKey: zone}}]}}",
            &far(
                "{topologyKey: a.b/zone, labelSelector: {matchLabels: {a: b}}, namespaces: [x], namespaceSelector: {}}",
            ),
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        for (terms, path, words) in [
            ("{}", ".topologyKey", "by a label of nodes"),
            ("{topologyKey: a b}", ".topologyKey", "write `-`"),
            ("{topologyKey: a, namespaces: [X]}", ".namespace", "lower case"),
            (
                "{topologyKey: a, labelSelector: {matchLabels: {a: b c}}}",
                ".labelSelector.matchLabels",
                "write `-`",
            ),
            (
                "{topologyKey: a, namespaceSelector: {matchExpressions: [{key: a, operator: In}]}}",
                ".namespaceSelector.matchExpressions[0].values",
                "name one",
            ),
        ] {
            let path =
                format!("affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]{path}");
            spec_refuses(&[(&far(terms), &path, words)]);
        }
        spec_refuses(&[(
            "affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 101, podAffinityTerm: {topologyKey: a}}]}}",
            "affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight",
            "outside 1 to 100",
        )]);
    }
}
