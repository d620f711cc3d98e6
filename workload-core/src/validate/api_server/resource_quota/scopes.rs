//! The scopes of a quota: which objects it counts.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{ResourceQuotaSpec, ScopedResourceSelectorRequirement};

use crate::k8s::facts::validation::QUOTA_OF_ATTRIBUTES_CLASSES;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::each;
use crate::validate::api_server::quota_resources::is_standard_for_quota;
use crate::validate::field_error::{ErrorType, FieldErrors};

const SCOPES: [&str; 7] = [
    "Terminating",
    "NotTerminating",
    "BestEffort",
    "NotBestEffort",
    "PriorityClass",
    "CrossNamespacePodAffinity",
    ATTRIBUTES_CLASS,
];

const ATTRIBUTES_CLASS: &str = "VolumeAttributesClass";

/// Scopes that are met or not, and take no values.
const WITHOUT_VALUES: [&str; 5] =
    ["Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "CrossNamespacePodAffinity"];

const CONFLICTS: [[&str; 2]; 2] = [["BestEffort", "NotBestEffort"], ["Terminating", "NotTerminating"]];

const OPERATORS: [&str; 4] = ["In", "NotIn", "Exists", "DoesNotExist"];

/// Checks `scopes` and `scopeSelector`; `at` is the spec.
pub(super) fn check(spec: &ResourceQuotaSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let scopes: Vec<_> = spec.scopes.iter().flatten().map(String::as_str).collect();
    let place = at.field("scopes");
    for (index, scope) in scopes.iter().enumerate() {
        is_known(scope, &place, &place.index(index), errors);
        fits(scope, spec, &place, &place.index(index), errors);
    }
    conflicts(&scopes, &place, errors);
    check_selector(spec, &at.fields(&["scopeSelector", "matchExpressions"]), errors);
}

fn check_selector(spec: &ResourceQuotaSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let selector = spec.scope_selector.as_ref().and_then(|selector| selector.match_expressions.as_deref());
    let requirements = selector.unwrap_or_default();
    each(requirements, at, errors, |one, stands, errors| {
        is_known(&one.scope_name, &at.field("scopeName"), &stands.field("scopeName"), errors);
        fits(&one.scope_name, spec, at, stands, errors);
        // The server leaves the index out.
        errors.renamed(at, stands, |errors| requirement(one, stands, errors));
    });
    let scopes: Vec<_> = requirements.iter().map(|one| one.scope_name.as_str()).collect();
    conflicts(&scopes, at, errors);
}

fn is_known(scope: &str, at: &PathBuilder<'_>, stands: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !SCOPES.contains(&scope) {
        let error = errors.unsupported(at, scope, &SCOPES).standing_at(stands);
        error.error_type = ErrorType::Invalid;
    } else if scope == ATTRIBUTES_CLASS {
        let message = format!("`{scope}` is not a scope here");
        errors.invalid(at, message).standing_at(stands).changed(&QUOTA_OF_ATTRIBUTES_CLASSES);
    }
}

/// Checks that every resource of the quota that Kubernetes knows can be counted in a scope.
fn fits(
    scope: &str,
    spec: &ResourceQuotaSpec,
    at: &PathBuilder<'_>,
    stands: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for name in spec.hard.iter().flat_map(|hard| hard.keys()) {
        if is_standard_for_quota(name) && !is_counted_in(scope, name) {
            errors
                .invalid(at, format!("`{name}` cannot be counted in the scope `{scope}`"))
                .standing_at(stands);
        }
    }
}

fn is_counted_in(scope: &str, name: &str) -> bool {
    let compute = ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];
    match scope {
        "BestEffort" => name == "pods",
        "Terminating"
        | "NotTerminating"
        | "NotBestEffort"
        | "PriorityClass"
        | "CrossNamespacePodAffinity" => name == "pods" || compute.contains(&name),
        "VolumeAttributesClass" => matches!(name, "persistentvolumeclaims" | "requests.storage"),
        _ => true,
    }
}

fn conflicts(scopes: &[&str], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let scopes: BTreeSet<_> = scopes.iter().copied().collect();
    for [one, other] in CONFLICTS {
        if scopes.contains(one) && scopes.contains(other) {
            errors.invalid(at, format!("the scopes `{one}` and `{other}` exclude each other"));
        }
    }
}

fn requirement(one: &ScopedResourceSelectorRequirement, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let scope = one.scope_name.as_str();
    let operator = at.field("operator");
    if WITHOUT_VALUES.contains(&scope) && one.operator != "Exists" {
        let message = format!("the operator of the scope `{scope}` is `{}`, expected `Exists`", one.operator);
        errors.invalid(&operator, message);
    }
    if OPERATORS.contains(&one.operator.as_str()) {
        values(one, &at.field("values"), errors);
    } else {
        errors.unsupported(&operator, &one.operator, &OPERATORS).error_type = ErrorType::Invalid;
    }
}

/// Checks that the operator of a requirement and the number of its values agree; `at` is the values.
fn values(one: &ScopedResourceSelectorRequirement, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let count = one.values.as_ref().map_or(0, Vec::len);
    match one.operator.as_str() {
        "In" | "NotIn" if count == 0 => {
            errors.required(at, format!("operator `{}` needs at least one value", one.operator));
        }
        "Exists" | "DoesNotExist" if count > 0 => {
            errors.invalid(at, format!("operator `{}` takes no values", one.operator));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn scopes_fit_the_resources() {
        let expressions = "spec.scopeSelector.matchExpressions";
        assert_paths(
            "apiVersion: v1, kind: ResourceQuota",
            &[
                ("spec: {hard: {pods: 1, count/x: 1}, scopes: [BestEffort]}", &[]),
                (
                    "spec: {hard: {services: 1, cpu: 1}, scopes: [BestEffort]}",
                    &["spec.scopes", "spec.scopes"],
                ),
                ("spec: {scopes: [besteffort]}", &["spec.scopes"]),
                ("spec: {scopes: [Terminating, NotTerminating]}", &["spec.scopes"]),
                (
                    "spec: {hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [a]}]}}",
                    &[],
                ),
                (
                    "spec: {hard: {secrets: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In}]}}",
                    &[expressions, &format!("{expressions}.values")],
                ),
                (
                    "spec: {scopeSelector: {matchExpressions: [{scopeName: x, operator: in}, {scopeName: BestEffort, operator: In, values: [a]}]}}",
                    &[
                        &format!("{expressions}.scopeName"),
                        &format!("{expressions}.operator"),
                        &format!("{expressions}.operator"),
                    ],
                ),
            ],
        );
    }
}
