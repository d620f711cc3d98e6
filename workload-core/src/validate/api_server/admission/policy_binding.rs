//! `ValidatingAdmissionPolicyBinding`s.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::{
    ParamRef, ValidatingAdmissionPolicyBinding, ValidatingAdmissionPolicyBindingSpec,
};

use super::match_resources;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_name, check_path_segment};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{name, optional, said, strict_word, text};
use crate::validate::api_server::meta::{self, Form, SUBDOMAIN};
use crate::validate::api_server::validate::Validate;
use crate::validate::api_server::value::given;
use crate::validate::field_error::FieldErrors;

const ACTIONS: [&str; 3] = ["Audit", "Deny", "Warn"];

impl Validate for ValidatingAdmissionPolicyBinding {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN).any_finalizer(), &at.field("metadata"), errors);
        let spec: &ValidatingAdmissionPolicyBindingSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        let policy: Option<&String> = spec.policy_name.get();
        let is_name = |text: &str| check_dns_name(text, "the name of a policy");
        let policy = policy.map_or("", String::as_str);
        name(policy, "a binding needs a `policyName`", is_name, &at.field("policyName"), errors);
        optional(spec.param_ref.as_ref(), &at.field("paramRef"), errors, param_ref);
        optional(spec.match_resources.as_ref(), &at.field("matchResources"), errors, match_resources::check);
        let list: Option<&Vec<String>> = spec.validation_actions.get();
        actions(list.map(Vec::as_slice).unwrap_or_default(), &at.field("validationActions"), errors);
    }
}

fn param_ref(reference: &ParamRef, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    name_or_selector(reference, at, errors);
    let action = reference.parameter_not_found_action.as_ref();
    let action_at = at.field("parameterNotFoundAction");
    let missing = "`paramRef` needs a `parameterNotFoundAction`: `Allow` or `Deny`";
    if said(action.map_or("", String::as_str), missing, &action_at, errors) {
        strict_word(action, &["Allow", "Deny"], &action_at, errors);
    }
}

/// Checks that the parameters are named or selected, and not both.
fn name_or_selector(reference: &ParamRef, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let name = given(reference.name.as_ref());
    if let Some(name) = name {
        text(check_path_segment(name, "the name of an object"), &at.field("name"), errors);
    }
    optional(reference.selector.as_ref(), &at.field("selector"), errors, meta::selector);
    if name.is_none() && reference.selector.is_none() {
        errors.required(at, "`paramRef` needs a `name` or a `selector`");
    }
    if name.is_some() && reference.selector.is_some() {
        for field in ["name", "selector"] {
            errors.forbidden(&at.field(field), "`paramRef` has a `name` or a `selector`, not both");
        }
    }
}

fn actions(actions: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut seen = BTreeSet::new();
    for (index, action) in actions.iter().enumerate() {
        strict_word(Some(action), &ACTIONS, &at.index(index), errors);
        if !seen.insert(action.as_str()) {
            errors.duplicate(&at.index(index), action);
        }
    }
    if seen.contains("Deny") && seen.contains("Warn") {
        errors.invalid(at, "`Deny` and `Warn` exclude each other: both tell the user the same");
    }
    if seen.is_empty() {
        errors.required(at, "a binding needs at least one of its `validationActions`");
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn bindings_name_a_policy_and_what_follows() {
        let with = |more: &str| format!("spec: {{policyName: a.b, validationActions: [Deny], {more}}}");
        assert_paths(
            "apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding",
            &[
                ("", &["spec.policyName", "spec.validationActions"]),
                (&with("matchResources: {}"), &[]),
                (&with("").replace("[Deny]", "[Deny, Warn]"), &["spec.validationActions"]),
                (
                    &with("").replace("[Deny]", "[Audit, Audit, deny]"),
                    &["spec.validationActions[1]", "spec.validationActions[2]"],
                ),
                (&with("paramRef: {name: X_y, parameterNotFoundAction: Deny}"), &[]),
                (&with("paramRef: {}"), &["spec.paramRef", "spec.paramRef.parameterNotFoundAction"]),
                (
                    &with("paramRef: {name: a, selector: {}, parameterNotFoundAction: deny}"),
                    &[
                        "spec.paramRef.name",
                        "spec.paramRef.selector",
                        "spec.paramRef.parameterNotFoundAction",
                    ],
                ),
                (&with("matchResources: {matchPolicy: exact}"), &["spec.matchResources.matchPolicy"]),
            ],
        );
    }
}
