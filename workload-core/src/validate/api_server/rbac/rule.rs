//! What a role allows.

use k8s_openapi::api::rbac::v1::PolicyRule;

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the rules of a role; `at` is their list.
pub(super) fn check_all(
    rules: Option<&[PolicyRule]>,
    is_namespaced: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (index, rule) in rules.unwrap_or_default().iter().enumerate() {
        check(rule, is_namespaced, &at.index(index), errors);
    }
}

fn check(rule: &PolicyRule, is_namespaced: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if rule.verbs.is_empty() {
        errors.required(&at.field("verbs"), "a rule needs at least one verb, such as `get`");
    }
    if is_set(rule.non_resource_urls.as_ref()) {
        for_urls(rule, is_namespaced, &at.field("nonResourceURLs"), errors);
        return;
    }
    if !is_set(rule.api_groups.as_ref()) {
        errors
            .required(&at.field("apiGroups"), "a rule for resources needs at least one API group")
            .help("write `apiGroups: [\"\"]` for Pods, Services and others of `v1`");
    }
    if !is_set(rule.resources.as_ref()) {
        errors.required(&at.field("resources"), "a rule needs at least one resource, such as `pods`");
    }
}

fn is_set(list: Option<&Vec<String>>) -> bool {
    list.is_some_and(|list| !list.is_empty())
}

/// Checks a rule for URLs that are no resources.
fn for_urls(rule: &PolicyRule, is_namespaced: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if is_namespaced {
        errors.invalid(at, "a Role cannot allow `nonResourceURLs`: only a ClusterRole can");
    }
    if [&rule.api_groups, &rule.resources, &rule.resource_names].iter().any(|list| is_set(list.as_ref())) {
        let message = "a rule is for resources or for `nonResourceURLs`, not for both";
        errors.invalid(at, message).help("make two rules of it");
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn rules_are_whole() {
        assert_paths(
            "apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole",
            &[
                ("rules: [{verbs: [GET, ''], apiGroups: [apps/v1], resources: [a/b/c]}]", &[]),
                ("rules: [{verbs: [get], nonResourceURLs: [healthz]}]", &[]),
                ("rules: [{}]", &["rules[0].verbs", "rules[0].apiGroups", "rules[0].resources"]),
                (
                    "rules: [{verbs: [get], nonResourceURLs: [/x], resources: [pods]}]",
                    &["rules[0].nonResourceURLs"],
                ),
            ],
        );
        assert_paths(
            "apiVersion: rbac.authorization.k8s.io/v1, kind: Role",
            &[("rules: [{verbs: [get], nonResourceURLs: [/x]}]", &["rules[0].nonResourceURLs"])],
        );
    }
}
