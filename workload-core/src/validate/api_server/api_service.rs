//! `APIServices`.

use k8s_openapi::kube_aggregator::pkg::apis::apiregistration::v1::{
    APIService, APIServiceSpec, ServiceReference,
};

use super::checks::{optional, said, text, within};
use super::meta::{self, Form, Naming};
use super::validate::Validate;
use super::value::port;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_1035_label, check_dns_name};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for APIService {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let spec: &APIServiceSpec = &self.spec.get_or_default();
        let (group, version) =
            (spec.group.as_deref().unwrap_or_default(), spec.version.as_deref().unwrap_or_default());
        let metadata = at.field("metadata");
        let form = Form::cluster(Naming::PathSegment).any_finalizer().keeps_generation();
        meta::check(&self.metadata, form, &metadata, errors);
        for (field, name) in [("name", &self.metadata.name), ("generateName", &self.metadata.generate_name)] {
            let Some(name) = name.as_ref().filter(|name| !name.is_empty()) else { continue };
            if *name != format!("{version}.{group}") {
                let message =
                    format!("`{name}` is not the version and the group, expected `{version}.{group}`");
                errors.invalid(&metadata.field(field), message);
            }
        }
        check(spec, (group, version), &at.field("spec"), errors);
    }
}

fn check(
    spec: &APIServiceSpec,
    (group, version): (&str, &str),
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    check_group(group, version, &at.field("group"), errors);
    text(check_dns_1035_label(version, "an API version"), &at.field("version"), errors);
    let minimum = at.field("groupPriorityMinimum");
    within(Some(spec.group_priority_minimum), 1..=20_000, &minimum, errors);
    within(Some(spec.version_priority), 1..=1_000, &at.field("versionPriority"), errors);
    optional(spec.service.as_ref(), &at.field("service"), errors, reference);
    certificate(spec, at, errors);
}

fn check_group(group: &str, version: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !group.is_empty() {
        text(check_dns_name(group, "an API group"), at, errors);
    } else if version != "v1" {
        errors.required(at, "an APIService needs a `group`: only `v1` has none");
    }
}

/// Checks that the server's certificate is verified in one way, and only where there is a Service.
fn certificate(spec: &APIServiceSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let has_bundle = spec.ca_bundle.as_ref().is_some_and(|bundle| !bundle.0.is_empty());
    let is_insecure = spec.insecure_skip_tls_verify == Some(true);
    if spec.service.is_none() {
        for (field, is_set) in [("caBundle", has_bundle), ("insecureSkipTLSVerify", is_insecure)] {
            if is_set {
                let message = format!("`{field}` needs a `service`: without one the API is served locally");
                errors.invalid(&at.field(field), message);
            }
        }
    } else if is_insecure && has_bundle {
        let message = "`insecureSkipTLSVerify` and `caBundle` exclude each other";
        errors.invalid(&at.field("insecureSkipTLSVerify"), message);
    }
}

fn reference(service: &ServiceReference, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let [name, namespace] =
        [&service.name, &service.namespace].map(|text| text.as_deref().unwrap_or_default());
    said(namespace, "a service needs its `namespace`", &at.field("namespace"), errors);
    said(name, "a service needs its `name`", &at.field("name"), errors);
    if let Some(number) = service.port {
        port(number, &at.field("port"), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn names_are_version_and_group() {
        let header = "apiVersion: apiregistration.k8s.io/v1, kind: APIService";
        assert_paths(
            header,
            &[
                (
                    "metadata: {name: v1.a.b}, spec: {group: a.b, version: v1, groupPriorityMinimum: 20000, versionPriority: 1}",
                    &[],
                ),
                (
                    "metadata: {name: v2.a.b}, spec: {group: a.b, version: v1, groupPriorityMinimum: 1, versionPriority: 1}",
                    &["metadata.name"],
                ),
                (
                    "metadata: {name: V1.}, spec: {version: V1}",
                    &["spec.group", "spec.version", "spec.groupPriorityMinimum", "spec.versionPriority"],
                ),
            ],
        );
        let with = |more: &str| {
            format!(
                "metadata: {{name: v1.a}}, spec: {{group: a, version: v1, groupPriorityMinimum: 1, versionPriority: 1, {more}}}"
            )
        };
        assert_paths(
            header,
            &[
                (&with("service: {name: A_b, namespace: X}, insecureSkipTLSVerify: true"), &[]),
                (
                    &with("service: {port: 0}"),
                    &["spec.service.namespace", "spec.service.name", "spec.service.port"],
                ),
                (
                    &with("service: {name: a, namespace: b}, insecureSkipTLSVerify: true, caBundle: aGk="),
                    &["spec.insecureSkipTLSVerify"],
                ),
                (
                    &with("caBundle: aGk=, insecureSkipTLSVerify: true"),
                    &["spec.caBundle", "spec.insecureSkipTLSVerify"],
                ),
            ],
        );
    }
}
