//! Which requests a webhook or a policy is asked about.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::{NamedRuleWithOperations, RuleWithOperations};

use crate::k8s::values::check_path_segment;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, strict_word, text};
use crate::validate::field_error::FieldErrors;

const OPERATIONS: [&str; 5] = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];
const SCOPES: [&str; 3] = ["*", "Cluster", "Namespaced"];

/// A rule of a webhook or of a policy.
pub(super) struct Rule<'a> {
    operations: &'a [String],
    api_groups: &'a [String],
    api_versions: &'a [String],
    resources: &'a [String],
    scope: Option<&'a String>,
}

impl<'a> From<&'a RuleWithOperations> for Rule<'a> {
    fn from(rule: &'a RuleWithOperations) -> Self {
        Self {
            operations: rule.operations.as_deref().unwrap_or_default(),
            api_groups: rule.api_groups.as_deref().unwrap_or_default(),
            api_versions: rule.api_versions.as_deref().unwrap_or_default(),
            resources: rule.resources.as_deref().unwrap_or_default(),
            scope: rule.scope.as_ref(),
        }
    }
}

impl<'a> From<&'a NamedRuleWithOperations> for Rule<'a> {
    fn from(rule: &'a NamedRuleWithOperations) -> Self {
        Self {
            operations: rule.operations.as_deref().unwrap_or_default(),
            api_groups: rule.api_groups.as_deref().unwrap_or_default(),
            api_versions: rule.api_versions.as_deref().unwrap_or_default(),
            resources: rule.resources.as_deref().unwrap_or_default(),
            scope: rule.scope.as_ref(),
        }
    }
}

/// Checks a rule that may name single objects.
pub(super) fn check_named(rule: &NamedRuleWithOperations, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let names = at.field("resourceNames");
    let mut seen = BTreeSet::new();
    for (index, name) in rule.resource_names.iter().flatten().enumerate() {
        text(check_path_segment(name, "the name of an object"), &names.index(index), errors);
        if !seen.insert(name) {
            errors.duplicate(&names.index(index), name);
        }
    }
    check(&rule.into(), at, errors);
}

/// Checks a rule.
pub(super) fn check(rule: &Rule<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let operations = at.field("operations");
    all_or_some("operations", rule.operations, &operations, errors);
    for (index, operation) in rule.operations.iter().enumerate() {
        strict_word(Some(operation), &OPERATIONS, &operations.index(index), errors);
    }
    all_or_some("apiGroups", rule.api_groups, &at.field("apiGroups"), errors);
    let versions = at.field("apiVersions");
    all_or_some("apiVersions", rule.api_versions, &versions, errors);
    for (index, _) in rule.api_versions.iter().enumerate().filter(|(_, version)| version.is_empty()) {
        errors.required(&versions.index(index), "an API version is empty");
    }
    resources(rule.resources, &at.field("resources"), errors);
    strict_word(rule.scope, &SCOPES, &at.field("scope"), errors);
}

/// Checks that a list has items, and none beside `*`.
fn all_or_some(field: &str, list: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if list.is_empty() {
        errors.required(at, format!("a rule needs at least one of its `{field}`"));
    } else if list.len() > 1 && list.iter().any(|item| item == "*") {
        errors.invalid(at, format!("`{field}` has `*`, which excludes others"));
    }
}

/// Checks resources, each with or without a subresource.
fn resources(resources: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if resources.is_empty() {
        errors.required(at, "a rule needs at least one of its `resources`");
    }
    let mut wildcards = Wildcards::default();
    each(resources, at, errors, |resource, at, errors| match resource.split_once('/') {
        Some((resource, subresource)) => wildcards.check(resource, subresource, at, errors),
        None => {
            if resource.is_empty() {
                errors.required(at, "a resource is empty");
            }
        }
    });
    includes_others(resources, at, errors);
}

/// The wildcards among the resources with a subresource that were read so far.
#[derive(Default)]
struct Wildcards<'a> {
    /// The resources of `pods/*`.
    all_subresources: BTreeSet<&'a str>,
    /// The subresources of `*/scale`.
    of_all_resources: BTreeSet<&'a str>,
}

impl<'a> Wildcards<'a> {
    /// Checks that no wildcard includes this resource, and adds its own.
    fn check(
        &mut self,
        resource: &'a str,
        subresource: &'a str,
        at: &PathBuilder<'_>,
        errors: &mut FieldErrors,
    ) {
        if self.all_subresources.contains(resource) {
            errors.invalid(at, format!("`{resource}/*` includes `{resource}/{subresource}`"));
        }
        if self.of_all_resources.contains(subresource) {
            errors.invalid(at, format!("`*/{subresource}` includes `{resource}/{subresource}`"));
        }
        self.remember(resource, subresource);
    }

    /// Keeps which later resources a wildcard includes.
    fn remember(&mut self, resource: &'a str, subresource: &'a str) {
        if subresource == "*" {
            self.all_subresources.insert(resource);
        }
        if resource == "*" {
            self.of_all_resources.insert(subresource);
        }
    }
}

/// Checks that `*` and `*/*` stand alone.
fn includes_others(resources: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let has = |name: &str| resources.iter().any(|resource| resource == name);
    if resources.len() > 1 && has("*/*") {
        errors.invalid(at, "`*/*` includes every other resource");
    }
    // The server only remembers of the last resource without a subresource whether it was `*`.
    let mut without_subresource = resources.iter().filter(|name| !name.is_empty() && !name.contains('/'));
    if has("*") && without_subresource.next_back().is_some_and(|last| last != "*") {
        errors.invalid(at, "`*` includes every other resource without a subresource");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(rule: &str) -> Vec<String> {
        let rule: NamedRuleWithOperations = serde_json::from_str(rule).unwrap();
        let mut errors = FieldErrors::default();
        check_named(&rule, &PathBuilder::root(), &mut errors);
        errors.into_tested().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn rules_are_whole() {
        assert_eq!(paths("{}"), ["operations", "apiGroups", "apiVersions", "resources"]);
        let rule = r#"{"operations": ["*", "create"], "apiGroups": ["*", ""], "apiVersions": [""], "resources": ["x"],
            "scope": "cluster", "resourceNames": ["a/b", "c", "c"]}"#;
        assert_eq!(
            paths(rule),
            [
                "resourceNames[0]",
                "resourceNames[2]",
                "operations",
                "operations[1]",
                "apiGroups",
                "apiVersions[0]",
                "scope"
            ]
        );
    }

    #[test]
    fn resources_do_not_include_one_another() {
        for (list, expected) in [
            (r#""*", "pods/log""#, &[][..]),
            (r#""pods", "*""#, &[]),
            (r#""*", "pods""#, &["resources"]),
            (r#""*/*", "pods""#, &["resources"]),
            (r#""pods/*", "pods/log""#, &["resources[1]"]),
            (r#""*/scale", "pods/scale""#, &["resources[1]"]),
            (r#""""#, &["resources[0]"]),
        ] {
            let rule = format!(
                r#"{{"operations": ["*"], "apiGroups": ["*"], "apiVersions": ["*"], "resources": [{list}]}}"#
            );
            assert_eq!(paths(&rule), expected, "{list}");
        }
    }
}
