//! Which nodes a Pod may run on, and which it prefers.

use k8s_openapi::api::core::v1::{NodeAffinity, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm};

use crate::k8s::values::{check_dns_name, check_label_key, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, optional};
use crate::validate::api_server::{checks, meta};
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Weights of preferred terms, in Pod affinity too.
pub(super) const WEIGHTS: std::ops::RangeInclusive<i64> = 1..=100;

const OPERATORS: [&str; 6] = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];
const FIELD_OPERATORS: [&str; 2] = ["In", "NotIn"];
const FIELDS: [&str; 1] = ["metadata.name"];

/// Checks the affinity to nodes.
pub(super) fn check(nodes: &NodeAffinity, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    optional(
        nodes.required_during_scheduling_ignored_during_execution.as_ref(),
        &at.field("requiredDuringSchedulingIgnoredDuringExecution"),
        errors,
        required,
    );
    let preferred = nodes.preferred_during_scheduling_ignored_during_execution.as_deref().unwrap_or_default();
    for (index, one) in preferred.iter().enumerate() {
        let list = at.field("preferredDuringSchedulingIgnoredDuringExecution");
        let at = list.index(index);
        checks::within(Some(one.weight), WEIGHTS, &at.field("weight"), errors);
        term(&one.preference, false, &at.field("preference"), errors);
    }
}

/// Checks the terms of which a node must meet one.
pub(in crate::validate::api_server) fn required(
    selector: &NodeSelector,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let at = at.field("nodeSelectorTerms");
    if selector.node_selector_terms.is_empty() {
        errors.required(&at, "nodes are chosen by one term at least");
    }
    for (index, one) in selector.node_selector_terms.iter().enumerate() {
        term(one, true, &at.index(index), errors);
    }
}

/// Checks a term; of what is only preferred, the values may be anything.
fn term(term: &NodeSelectorTerm, is_required: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, one) in term.match_expressions.iter().flatten().enumerate() {
        by_label(one, is_required, &at.field("matchExpressions").index(index), errors);
    }
    each(term.match_fields.iter().flatten(), &at.field("matchFields"), errors, by_field);
}

fn by_label(
    one: &NodeSelectorRequirement,
    is_required: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let values = one.values.as_deref().unwrap_or_default();
    let place = at.field("values");
    checks::operator(&one.operator, &OPERATORS, &at.field("operator"), errors);
    meta::selector_values(&one.operator, values, &place, errors);
    if matches!(one.operator.as_str(), "Gt" | "Lt") && values.len() != 1 {
        errors.required(&place, format!("`{}` compares with one value: name it", one.operator));
    }
    checks::text(check_label_key(&one.key), &at.field("key"), errors);
    if is_required {
        label_values(values, &place, errors);
    }
}

fn label_values(values: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    each(values, at, errors, |value, at, errors| checks::text(check_label_value(value), at, errors));
}

fn by_field(one: &NodeSelectorRequirement, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let values = one.values.as_deref().unwrap_or_default();
    let place = at.field("values");
    checks::operator(&one.operator, &FIELD_OPERATORS, &at.field("operator"), errors);
    if FIELD_OPERATORS.contains(&one.operator.as_str()) && values.len() != 1 {
        errors.required(&place, format!("`{}` compares a field with one value: name it", one.operator));
    }
    if !FIELDS.contains(&one.key.as_str()) {
        errors.unsupported(&at.field("key"), &one.key, &FIELDS).error_type = ErrorType::Invalid;
        return;
    }
    for (index, value) in values.iter().enumerate() {
        checks::text(check_dns_name(value, "the name of a node"), &place.index(index), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    fn required(terms: &str) -> String {
        format!(
            "affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{terms}]}}}}}}"
        )
    }

    fn preferred(term: &str) -> String {
        format!("affinity: {{nodeAffinity: {{preferredDuringSchedulingIgnoredDuringExecution: [{term}]}}}}")
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        spec_accepts(&[
            &required("{}"),
            &required(
                "{matchExpressions: [{key: a, operator: Gt, values: ['1']}, {key: b, operator: Exists}]}",
            ),
            &required("{matchFields: [{key: metadata.name, operator: In, values: [n.example]}]}"),
            &preferred(
                "{weight: 1, preference: {matchExpressions: [{key: a, operator: In, values: [b c]}]}}",
            ),
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        let path = "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
        for (terms, at, words) in [
            ("", "", "one term at least"),
            (
                "{matchExpressions: [{key: a, operator: in}]}",
                "[0].matchExpressions[0].operator",
                "expected `In`",
            ),
            ("{matchExpressions: [{key: a, operator: In}]}", "[0].matchExpressions[0].values", "name one"),
            ("{matchExpressions: [{key: a, operator: Lt}]}", "[0].matchExpressions[0].values", "name it"),
            (
                "{matchExpressions: [{key: a b, operator: Exists}]}",
                "[0].matchExpressions[0].key",
                "write `-`",
            ),
            (
                "{matchExpressions: [{key: a, operator: In, values: [b, c d]}]}",
                "[0].matchExpressions[0].values[1]",
                "write `-`",
            ),
            (
                "{matchFields: [{key: spec.x, operator: In, values: [a]}]}",
                "[0].matchFields[0].key",
                "expected `metadata.name`",
            ),
            ("{matchFields: [{key: metadata.name, operator: In}]}", "[0].matchFields[0].values", "name it"),
            (
                "{matchFields: [{key: metadata.name, operator: Exists}]}",
                "[0].matchFields[0].operator",
                "expected `In`",
            ),
        ] {
            spec_refuses(&[(&required(terms), &format!("{path}{at}"), words)]);
        }
        spec_refuses(&[(
            &preferred("{preference: {}}"),
            "affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight",
            "outside 1 to 100",
        )]);
    }
}
