//! Which requests a policy or its binding is for.

use k8s_openapi::api::admissionregistration::v1::MatchResources;

use super::rule;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, strict_word};
use crate::validate::api_server::meta;
use crate::validate::field_error::FieldErrors;

/// How a rule treats the other versions of a resource.
pub(super) const MATCH_POLICIES: [&str; 2] = ["Equivalent", "Exact"];

/// Checks the rules and the selectors.
pub(super) fn check(given: &MatchResources, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    strict_word(given.match_policy.as_ref(), &MATCH_POLICIES, &at.field("matchPolicy"), errors);
    for (field, selector) in
        [("namespaceSelector", &given.namespace_selector), ("objectSelector", &given.object_selector)]
    {
        if let Some(selector) = selector {
            meta::selector(selector, &at.field(field), errors);
        }
    }
    for (field, rules) in
        [("resourceRules", &given.resource_rules), ("excludeResourceRules", &given.exclude_resource_rules)]
    {
        each(rules.iter().flatten(), &at.field(field), errors, rule::check_named);
    }
}
