//! Which requests a rule of a `FlowSchema` is about.

use k8s_openapi::api::flowcontrol::v1::{NonResourcePolicyRule, ResourcePolicyRule};

use crate::k8s::values::check_label;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::text;
use crate::validate::field_error::FieldErrors;

/// Stands for everything, and then alone.
const ALL: &str = "*";

const VERBS: [&str; 9] =
    ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

/// Checks a rule about resources.
pub(super) fn of_resources(rule: &ResourcePolicyRule, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    verbs(&rule.verbs, &at.field("verbs"), errors);
    some(&rule.api_groups, "apiGroups", at, errors);
    some(&rule.resources, "resources", at, errors);
    let namespaces = rule.namespaces.as_deref().unwrap_or_default();
    let here = at.field("namespaces");
    if namespaces.is_empty() {
        if rule.cluster_scope != Some(true) {
            errors.required(&here, "a rule needs `namespaces`, or `clusterScope: true`");
        }
    } else if !is_mixed(namespaces, "namespaces", &here, errors) {
        for (index, namespace) in namespaces.iter().enumerate().filter(|(_, namespace)| *namespace != ALL) {
            text(check_label(namespace, "a namespace"), &here.index(index), errors);
        }
    }
}

/// Checks a rule about other URLs.
pub(super) fn of_urls(rule: &NonResourcePolicyRule, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    verbs(&rule.verbs, &at.field("verbs"), errors);
    let urls = &rule.non_resource_urls;
    if !some(urls, "nonResourceURLs", at, errors) {
        return;
    }
    let at = at.field("nonResourceURLs");
    for (index, url) in urls.iter().enumerate().filter(|(_, url)| *url != ALL) {
        if let Some(message) = wrong_url(url) {
            errors.invalid(&at.index(index), message);
        }
    }
}

/// Checks that a list has entries, and that `*` is alone in it. Whether that is so.
fn some(list: &[String], field: &'static str, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> bool {
    let at = at.field(field);
    if list.is_empty() {
        errors.required(&at, format!("`{field}` needs at least one entry"));
        return false;
    }
    !is_mixed(list, field, &at, errors)
}

/// Whether `*` stands beside other entries, which is refused.
fn is_mixed(list: &[String], field: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> bool {
    let is_mixed = list.len() > 1 && list.iter().any(|entry| entry == ALL);
    if is_mixed {
        errors.invalid(at, format!("`{field}` has `*` and more: `*` stands alone"));
    }
    is_mixed
}

fn verbs(verbs: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if verbs.is_empty() {
        errors.required(at, "`verbs` needs at least one entry");
    } else if verbs.iter().any(|verb| verb == ALL) {
        is_mixed(verbs, "verbs", at, errors);
    } else if let Some(verb) = verbs.iter().find(|verb| !VERBS.contains(&verb.as_str())) {
        errors.unsupported(at, verb, &VERBS);
    }
}

/// What is wrong with a URL: it is a path, and `*` may be its last part alone.
fn wrong_url(url: &str) -> Option<String> {
    if !url.starts_with('/') {
        return Some(format!("the URL `{url}` does not begin with `/`"));
    }
    if url.contains(' ') || url.contains("//") {
        return Some(format!("the URL `{url}` has a space or `//` in it"));
    }
    let above = url.strip_suffix("/*").unwrap_or(url);
    above
        .contains(ALL)
        .then(|| format!("`*` is only allowed as the last part of a URL, as in `{}/*`", "/api"))
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    fn check(rules: &str, paths: &[&str]) {
        let spec = format!(
            "spec: {{priorityLevelConfiguration: {{name: a}}, rules: [{{subjects: [{{kind: User, user: {{name: a}}}}], {rules}}}]}}"
        );
        assert_paths("apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema", &[(&spec, paths)]);
    }

    #[test]
    fn a_wildcard_stands_alone() {
        check("resourceRules: [{verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*']}]", &[]);
        check(
            "resourceRules: [{verbs: ['*', get], apiGroups: ['*', a], resources: ['*', b], namespaces: ['*', c]}]",
            &[
                "spec.rules[0].resourceRules[0].verbs",
                "spec.rules[0].resourceRules[0].apiGroups",
                "spec.rules[0].resourceRules[0].resources",
                "spec.rules[0].resourceRules[0].namespaces",
            ],
        );
    }

    #[test]
    fn a_rule_says_everything() {
        check(
            "resourceRules: [{verbs: [post], clusterScope: true}]",
            &[
                "spec.rules[0].resourceRules[0].verbs",
                "spec.rules[0].resourceRules[0].apiGroups",
                "spec.rules[0].resourceRules[0].resources",
            ],
        );
        check(
            "resourceRules: [{verbs: [get], apiGroups: [''], resources: [pods]}]",
            &["spec.rules[0].resourceRules[0].namespaces"],
        );
    }

    #[test]
    fn urls_are_paths() {
        let at = "spec.rules[0].nonResourceRules[0].nonResourceURLs";
        check(
            "nonResourceRules: [{verbs: [get], nonResourceURLs: [/healthz, /, /hea, /apis/*, healthz, /hea*]}]",
            &[&format!("{at}[4]"), &format!("{at}[5]")],
        );
    }
}
