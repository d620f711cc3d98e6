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
    let is_set = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    if rule.verbs.is_empty() {
        errors.required(&at.field("verbs"), "a rule needs at least one verb, such as `get`");
    }
    if is_set(&rule.non_resource_urls) {
        let at = at.field("nonResourceURLs");
        if is_namespaced {
            errors.invalid(&at, "a Role cannot allow `nonResourceURLs`: only a ClusterRole can");
        }
        if is_set(&rule.api_groups) || is_set(&rule.resources) || is_set(&rule.resource_names) {
            let message = "a rule is for resources or for `nonResourceURLs`, not for both";
            errors.invalid(&at, message).help("make two rules of it");
        }
        return;
    }
    if !is_set(&rule.api_groups) {
        errors
            .required(&at.field("apiGroups"), "a rule for resources needs at least one API group")
            .help("write `apiGroups: [\"\"]` for Pods, Services and others of `v1`");
    }
    if !is_set(&rule.resources) {
        errors.required(&at.field("resources"), "a rule needs at least one resource, such as `pods`");
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
