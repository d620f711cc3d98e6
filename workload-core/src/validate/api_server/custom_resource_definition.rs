//! `CustomResourceDefinition`s.

mod conversion;
mod names;
mod schema;
mod versions;

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    CustomResourceDefinition, CustomResourceDefinitionSpec,
};

use super::checks::{optional, required_word, said, text};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The annotation that kinds in Kubernetes' own groups need.
const APPROVAL: &str = "api-approved.kubernetes.io";

impl Validate for CustomResourceDefinition {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let spec: &CustomResourceDefinitionSpec = &self.spec.get_or_default();
        let metadata = at.field("metadata");
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN).any_finalizer(), &metadata, errors);
        for (field, name) in [("name", &self.metadata.name), ("generateName", &self.metadata.generate_name)] {
            let expected = format!("{}.{}", spec.names.plural, spec.group);
            if let Some(name) = name.as_ref().filter(|name| !name.is_empty() && **name != expected) {
                let message = format!("name `{name}` is not the plural and the group, expected `{expected}`");
                errors.invalid(&metadata.field(field), message);
            }
        }
        approval(self, &spec.group, &metadata.field("annotations"), errors);
        check(spec, &at.field("spec"), errors);
    }
}

fn check(spec: &CustomResourceDefinitionSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check_group(&spec.group, &at.field("group"), errors);
    let missing = "a CustomResourceDefinition needs a `scope`: `Namespaced` or `Cluster`";
    required_word(&spec.scope, missing, &["Cluster", "Namespaced"], &at.field("scope"), errors);
    names::check(&spec.names, &at.field("names"), errors);
    versions::check(spec, at, errors);
    let keeps_unknown = spec.preserve_unknown_fields == Some(true);
    if keeps_unknown {
        errors
            .invalid(&at.field("preserveUnknownFields"), "`preserveUnknownFields: true` is not supported")
            .help("write `x-kubernetes-preserve-unknown-fields: true` in the schema");
    }
    optional(spec.conversion.as_ref(), &at.field("conversion"), errors, |given, at, errors| {
        conversion::check(given, keeps_unknown, at, errors);
    });
}

fn check_group(group: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !said(group, "a CustomResourceDefinition needs a `group`", at, errors) {
        return;
    }
    match check_dns_name(group, "an API group") {
        Ok(()) if !group.contains('.') => {
            errors.invalid(at, format!("group `{group}` has no dot, expected a domain like `example.com`"));
        }
        checked => text(checked, at, errors),
    }
}

/// Checks that a kind in a group of Kubernetes' own is approved, or says that it is not.
fn approval(object: &CustomResourceDefinition, group: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !is_protected(group) {
        return;
    }
    let annotations = object.metadata.annotations.as_ref();
    let at = at.key(APPROVAL);
    match annotations.and_then(|annotations| annotations.get(APPROVAL)) {
        None => {
            let message = format!("a kind in the group `{group}` needs the annotation `{APPROVAL}`");
            errors.required(&at, message).help("use a group of your own");
        }
        Some(value) => approval_value(value, &at, errors),
    }
}

/// Whether an API group belongs to Kubernetes itself.
fn is_protected(group: &str) -> bool {
    let is_in = |own: &str| group == own || group.strip_suffix(own).is_some_and(|rest| rest.ends_with('.'));
    is_in("k8s.io") || is_in("kubernetes.io")
}

fn approval_value(value: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !value.starts_with("unapproved") && !is_url(value) {
        let message = format!(
            "annotation `{APPROVAL}` is `{value}`, expected a URL or a text that begins with `unapproved`"
        );
        errors.invalid(at, message);
    }
}

fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        !scheme.is_empty() && !rest.is_empty() && !rest.starts_with('/') && !text.contains(' ')
    })
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const HEADER: &str = "apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition";
    const VERSIONS: &str =
        "versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]";

    #[test]
    fn names_groups_and_scopes_are_checked() {
        let with = |name: &str, group: &str, more: &str| {
            format!(
                "metadata: {{name: {name}.{group}}}, spec: {{group: {group}, scope: Namespaced, names: {{plural: {name}, kind: Tool}}, {VERSIONS}{more}}}"
            )
        };
        assert_paths(
            HEADER,
            &[
                (&with("tools", "a.b", ""), &[]),
                (&with("tools", "a.b", "").replace("name: tools.a.b", "name: tool.a.b"), &["metadata.name"]),
                (&with("tools", "a.b", "").replace("Namespaced", "namespaced"), &["spec.scope"]),
                (&with("tools", "ab", ""), &["spec.group"]),
                (&with("tools", "a.k8s.io", ""), &["metadata.annotations[api-approved.kubernetes.io]"]),
                (&with("tools", "a.b", ", preserveUnknownFields: true"), &["spec.preserveUnknownFields"]),
                (&with("tools", "a.b", ", conversion: {}"), &["spec.conversion.strategy"]),
            ],
        );
        let annotated = |value: &str| {
            with("tools", "a.k8s.io", "").replace(
                "a.k8s.io}",
                &format!("a.k8s.io, annotations: {{api-approved.kubernetes.io: '{value}'}}}}"),
            )
        };
        assert_paths(
            HEADER,
            &[
                (&annotated("https://github.com/x/y/pull/1"), &[]),
                (&annotated("unapproved, an experiment"), &[]),
                (&annotated("yes"), &["metadata.annotations[api-approved.kubernetes.io]"]),
            ],
        );
    }
}
