//! Ingresses.

mod backend;
mod path;

use k8s_openapi::api::networking::v1::{Ingress, IngressRule, IngressSpec, IngressTLS};

use super::checks::{each, optional, text};
use super::meta::{self, SUBDOMAIN};
use super::validate::Validate;
use super::value::given;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_name, is_ip};
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

/// The annotation that named the class before there was a field.
const CLASS_ANNOTATION: &str = "kubernetes.io/ingress.class";

impl Validate for Ingress {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, SUBDOMAIN, &at.field("metadata"), errors);
        let spec: &IngressSpec = &self.spec.get_or_default();
        check(spec, &at.field("spec"), errors);
        if let Some(class) = &spec.ingress_class_name {
            class_annotation(&self.metadata, class, at, errors);
        }
    }
}

/// Checks that the annotation for the class, where there is one, names the class of the spec.
fn class_annotation(metadata: &ObjectMeta, class: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let annotations = metadata.annotations.as_ref();
    let annotation = annotations.and_then(|annotations| annotations.get(CLASS_ANNOTATION));
    if let Some(annotation) = annotation.filter(|annotation| *annotation != class) {
        let message =
            format!("annotation `{CLASS_ANNOTATION}` is `{annotation}`, `ingressClassName` is `{class}`");
        // The server leaves `metadata` out.
        errors
            .invalid(&at.fields(&["annotations", CLASS_ANNOTATION]), message)
            .standing_at(&at.fields(&["metadata", "annotations"]).key(CLASS_ANNOTATION))
            .help("leave the annotation out");
    }
}

fn check(spec: &IngressSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let rules = spec.rules.as_deref().unwrap_or_default();
    if rules.is_empty() && spec.default_backend.is_none() {
        errors.invalid(at, "an Ingress needs `rules` or a `defaultBackend`");
    }
    optional(spec.default_backend.as_ref(), &at.field("defaultBackend"), errors, backend::check);
    each(rules.iter(), &at.field("rules"), errors, rule);
    each(spec.tls.iter().flatten(), &at.field("tls"), errors, tls);
    if let Some(class) = &spec.ingress_class_name {
        text(check_dns_name(class, "an ingress class"), &at.field("ingressClassName"), errors);
    }
}

fn rule(rule: &IngressRule, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(host) = given(rule.host.as_ref()) {
        let at = at.field("host");
        if is_ip(host) {
            errors.invalid(&at, format!("`{host}` is an IP address, expected a DNS name"));
        }
        text(check_host(host), &at, errors);
    }
    let Some(http) = &rule.http else { return };
    let at = at.fields(&["http", "paths"]);
    if http.paths.is_empty() {
        errors.required(&at, "`http` needs at least one path");
    }
    each(&http.paths, &at, errors, path::check);
}

fn tls(tls: &IngressTLS, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, host) in tls.hosts.iter().flatten().enumerate() {
        text(check_host(host), &at.field("hosts").index(index), errors);
    }
    if let Some(secret) = given(tls.secret_name.as_ref()) {
        text(check_dns_name(secret, "a Secret"), &at.field("secretName"), errors);
    }
}

/// Checks a host, which may have `*` as its first label.
fn check_host(host: &str) -> Result<(), Message> {
    /// Longest name, with the `*.` or without it.
    const LONGEST: usize = 253;
    let Some(rest) = host.strip_prefix("*.") else { return check_dns_name(host, "a host") };
    check_dns_name(rest, "the part of a host after `*.`")?;
    if host.len() > LONGEST {
        return Err(Message::new().push("the host has more than 253 characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const HEADER: &str = "apiVersion: networking.k8s.io/v1, kind: Ingress";

    #[test]
    fn an_ingress_leads_somewhere() {
        let backend = "defaultBackend: {service: {name: a, port: {number: 80}}}";
        assert_paths(
            HEADER,
            &[
                ("", &["spec"]),
                ("spec: {rules: []}", &["spec"]),
                ("spec: {rules: [~]}", &[]),
                ("spec: {rules: [{host: a.b}]}", &[]),
                ("spec: {rules: [{http: {}}]}", &["spec.rules[0].http.paths"]),
                (&format!("spec: {{{backend}, ingressClassName: ''}}"), &["spec.ingressClassName"]),
                (
                    &format!("spec: {{{backend}, tls: [{{secretName: ''}}, {{secretName: A, hosts: [A]}}]}}"),
                    &["spec.tls[1].hosts[0]", "spec.tls[1].secretName"],
                ),
            ],
        );
        for (class, expected) in [("x", &[][..]), ("z", &["annotations.kubernetes.io/ingress.class"])] {
            let metadata =
                format!("metadata: {{name: a, annotations: {{kubernetes.io/ingress.class: {class}}}}}");
            assert_paths(
                HEADER,
                &[(&format!("{metadata}, spec: {{{backend}, ingressClassName: x}}"), expected)],
            );
        }
    }

    #[test]
    fn hosts_are_dns_names() {
        let long = format!("{}.a", "x".repeat(100));
        for host in ["a.b", "1.2.3", "*.com", &long] {
            assert_paths(HEADER, &[(&format!("spec: {{rules: [{{host: '{host}'}}]}}"), &[])]);
        }
        for host in ["*", "*foo.org", "a.*.org", "a:80", "A", "a.", "bücher.de", "::1"] {
            let count = usize::from(host == "::1");
            let expected = ["spec.rules[0].host"; 2];
            assert_paths(HEADER, &[(&format!("spec: {{rules: [{{host: '{host}'}}]}}"), &expected[..=count])]);
        }
        assert_paths(HEADER, &[("spec: {rules: [{host: 010.0.0.1}]}", &["spec.rules[0].host"])]);
    }
}
