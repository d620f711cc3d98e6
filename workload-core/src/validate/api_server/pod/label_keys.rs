//! Label keys whose values are a Pod's own, added to a selector.

use k8s_openapi::api::core::v1::PodAffinityTerm;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::scope::Scope;
use crate::k8s::facts::validation::SPREAD_BY_SELECTED_KEYS;
use crate::k8s::values::check_label_key;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks the keys that a selector is widened by; `at` is their list.
pub(super) fn check(
    keys: &[String],
    selector: Option<&LabelSelector>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if !keys.is_empty() && selector.is_none() {
        errors.forbidden(at, "these keys are added to a `labelSelector`: say one");
    }
    for (index, key) in keys.iter().enumerate() {
        checks::text(check_label_key(key), &at.index(index), errors);
    }
}

/// Checks that a selector has none of the keys, where versions do not merge them.
pub(super) fn not_selected(
    keys: &[String],
    selector: Option<&LabelSelector>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let Some(selector) = selector else { return };
    for (index, key) in keys.iter().enumerate() {
        let by_label = selector.match_labels.as_ref().is_some_and(|labels| labels.contains_key(key));
        if by_label || selector.match_expressions.iter().flatten().any(|one| one.key == *key) {
            errors
                .invalid(&at.index(index), format!("`{key}` is a key of the `labelSelector` already"))
                .changed(&SPREAD_BY_SELECTED_KEYS);
        }
    }
}

/// Checks the keys of a term of an affinity; `at` is the term.
pub(super) fn of_affinity(
    scope: &Scope<'_>,
    term: &PodAffinityTerm,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let selector = term.label_selector.as_ref();
    let keys = term.match_label_keys.as_deref().unwrap_or_default();
    check(keys, selector, &at.field("matchLabelKeys"), errors);
    let others = term.mismatch_label_keys.as_deref().unwrap_or_default();
    check(others, selector, &at.field("mismatchLabelKeys"), errors);
    for (index, key) in keys.iter().enumerate() {
        matched_once(scope, term, (index, key), at, errors);
    }
}

/// Checks that a key of `matchLabelKeys` stands in no other field of the term; `at` is the term.
fn matched_once(
    scope: &Scope<'_>,
    term: &PodAffinityTerm,
    (index, key): (usize, &String),
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let place = at.field("matchLabelKeys");
    if term.mismatch_label_keys.iter().flatten().any(|other| other == key) {
        let message = format!("`{key}` stands in `matchLabelKeys` and in `mismatchLabelKeys`: keep one");
        errors.invalid(&place.index(index), message);
    }
    if term.label_selector.as_ref().is_some_and(|selector| is_chosen_twice(scope, key, selector)) {
        let message = format!("`{key}` stands in `matchLabelKeys` and in `labelSelector`: keep one");
        // The server counts from the term itself.
        errors.invalid(&at.index(index), message).standing_at(&place.index(index));
    }
}

/// Whether a selector has a key twice, once the server has added those of a bare Pod's labels.
fn is_chosen_twice(scope: &Scope<'_>, key: &String, selector: &LabelSelector) -> bool {
    let labels = scope.pod.and_then(|pod| pod.labels.as_ref());
    let is_added = labels.is_some_and(|labels| labels.contains_key(key));
    let by_label = selector.match_labels.as_ref().is_some_and(|labels| labels.contains_key(key));
    let by_expression = selector.match_expressions.iter().flatten().filter(|one| one.key == *key).count();
    let expressions = by_expression + usize::from(is_added);
    expressions + usize::from(by_label) > 1 && expressions > 0
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{accepts, deployment, refuses, spec_refuses};

    fn far(term: &str) -> String {
        format!(
            "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: z, {term}}}]}}}}"
        )
    }

    #[test]
    fn keys_are_added_to_a_selector() {
        let path = "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";
        let with = |term: &str| deployment(&format!("containers: [{{name: a, image: b}}], {}", far(term)));
        accepts(&with(
            "labelSelector: {matchLabels: {app: x}}, matchLabelKeys: [app], mismatchLabelKeys: [b]",
        ));
        for (term, at, words) in [
            ("matchLabelKeys: [a]", ".matchLabelKeys", "say one"),
            ("labelSelector: {}, mismatchLabelKeys: [a b]", ".mismatchLabelKeys[0]", "write `-`"),
            (
                "labelSelector: {}, matchLabelKeys: [a], mismatchLabelKeys: [a]",
                ".matchLabelKeys[0]",
                "keep one",
            ),
            (
                "labelSelector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: Exists}]}, matchLabelKeys: [a]",
                "[0]",
                "in `labelSelector`",
            ),
        ] {
            refuses(&with(term), &format!("spec.template.spec.{path}{at}"), words);
        }
        // A bare Pod's labels are at hand.
        let bare = far("labelSelector: {matchLabels: {app: x}}, matchLabelKeys: [app]");
        spec_refuses(&[(&bare, &format!("{path}[0]"), "in `labelSelector`")]);
    }
}
