//! `ValidatingAdmissionPolicy`s.

use k8s_openapi::api::admissionregistration::v1::{
    ParamKind, ValidatingAdmissionPolicy, ValidatingAdmissionPolicySpec,
};

use super::webhook::FAILURE_POLICIES;
use super::{match_condition, match_resources, policy_expressions};
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_1035_label, check_dns_name};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{optional, said, strict_word, text};
use crate::validate::api_server::meta::{self, Form, SUBDOMAIN};
use crate::validate::api_server::name;
use crate::validate::api_server::validate::Validate;
use crate::validate::field_error::FieldErrors;

impl Validate for ValidatingAdmissionPolicy {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN).any_finalizer(), &at.field("metadata"), errors);
        let spec: &ValidatingAdmissionPolicySpec = &self.spec.get_or_default();
        let at = at.field("spec");
        strict_word(spec.failure_policy.as_ref(), &FAILURE_POLICIES, &at.field("failurePolicy"), errors);
        optional(spec.param_kind.as_ref(), &at.field("paramKind"), errors, param_kind);
        constraints(spec, &at.field("matchConstraints"), errors);
        match_condition::check_all(spec.match_conditions.as_deref(), &at.field("matchConditions"), errors);
        policy_expressions::check(spec, name::text(&self.metadata), &at, errors);
    }
}

fn constraints(spec: &ValidatingAdmissionPolicySpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(given) = &spec.match_constraints else {
        errors.required(at, "a policy needs `matchConstraints`: the requests that it is for");
        return;
    };
    match_resources::check(given, at, errors);
    if given.resource_rules.as_ref().is_none_or(Vec::is_empty) {
        errors.required(
            &at.field("resourceRules"),
            "`matchConstraints` need at least one of its `resourceRules`",
        );
    }
}

/// Checks the kind of the objects that a policy takes parameters from.
fn param_kind(kind: &ParamKind, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let version = kind.api_version.as_deref().unwrap_or_default();
    let version_at = at.field("apiVersion");
    if said(version, "`paramKind` needs an `apiVersion`", &version_at, errors) {
        api_version(version, &version_at, errors);
    }
    let name = kind.kind.as_deref().unwrap_or_default();
    if said(name, "`paramKind` needs a `kind`", &at.field("kind"), errors) {
        text(check_dns_1035_label(&name.to_lowercase(), "a kind"), &at.field("kind"), errors);
    }
}

fn api_version(text_of: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let (group, version) = match text_of.split_once('/') {
        Some((_, version)) if version.contains('/') => {
            errors.invalid(at, format!("API version `{text_of}` has more than one `/`"));
            return;
        }
        Some(parts) => parts,
        None => ("", text_of),
    };
    if !group.is_empty() {
        text(check_dns_name(group, "an API group"), at, errors);
    }
    text(check_dns_1035_label(version, "a version"), at, errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn policies_are_for_something_and_say_something() {
        let header = "apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy";
        let rules = "matchConstraints: {resourceRules: [{operations: ['*'], apiGroups: [''], apiVersions: [v1], resources: [pods]}]}";
        let with = |more: &str| format!("spec: {{{rules}, validations: [{{expression: 'true'}}], {more}}}");
        assert_paths(
            header,
            &[
                ("", &["spec.matchConstraints", "spec.validations", "spec.auditAnnotations"]),
                (
                    "spec: {matchConstraints: {}, validations: [{expression: 'true'}]}",
                    &["spec.matchConstraints.resourceRules"],
                ),
                (&with(""), &[]),
                (&with("failurePolicy: fail"), &["spec.failurePolicy"]),
                (&with("paramKind: {apiVersion: v1, kind: ConfigMap}"), &[]),
                (
                    &with("paramKind: {apiVersion: a/b/c, kind: a b}"),
                    &["spec.paramKind.apiVersion", "spec.paramKind.kind"],
                ),
                (
                    &with("paramKind: {apiVersion: A_b/1}"),
                    &["spec.paramKind.apiVersion", "spec.paramKind.apiVersion", "spec.paramKind.kind"],
                ),
            ],
        );
    }
}
