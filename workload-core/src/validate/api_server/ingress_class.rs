//! `IngressClasses`.

use k8s_openapi::api::networking::v1::{IngressClass, IngressClassParametersReference, IngressClassSpec};

use super::checks::{name, said, text};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_name, check_label, check_path_segment};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Longest name of a controller.
const LONGEST: usize = 250;

const SCOPES: [&str; 2] = ["Cluster", "Namespace"];

impl Validate for IngressClass {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN), &at.field("metadata"), errors);
        let mut none = None;
        let spec: Option<&IngressClassSpec> = self.spec.get();
        let spec = spec.unwrap_or_else(|| none.insert(IngressClassSpec::default()));
        let at = at.field("spec");
        controller(spec.controller.as_deref().unwrap_or_default(), &at.field("controller"), errors);
        if let Some(given) = &spec.parameters {
            parameters(given, &at.field("parameters"), errors);
        }
    }
}

/// Checks the controller's name: a domain and a path.
fn controller(controller: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !said(controller, "an IngressClass needs a `controller`", at, errors) {
        return;
    }
    if controller.len() > LONGEST {
        let message = format!("`controller` has {} characters, expected at most {LONGEST}", controller.len());
        errors.add(ErrorType::TooLong, at, message);
    }
    let Some((domain, path)) =
        controller.split_once('/').filter(|(domain, path)| !domain.is_empty() && !path.is_empty())
    else {
        let message =
            format!("`{controller}` is not a domain and a path, expected one like `example.com/ingress`");
        errors.invalid(at, message);
        return;
    };
    text(check_dns_name(domain, "a domain"), at, errors);
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte);
    if !path.bytes().all(is_path) {
        errors.invalid(
            at,
            format!("`{path}` is not a path: only letters, digits and `/-._~%!$&'()*+,;=:` are allowed"),
        );
    }
}

fn parameters(given: &IngressClassParametersReference, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(group) = &given.api_group {
        text(check_dns_name(group, "an API group"), &at.field("apiGroup"), errors);
    }
    let is_kind = |text: &str| check_path_segment(text, "a kind");
    name(&given.kind, "`parameters` need a `kind`", is_kind, &at.field("kind"), errors);
    let is_name = |text: &str| check_path_segment(text, "the name of an object");
    name(&given.name, "`parameters` need a `name`", is_name, &at.field("name"), errors);
    let namespace_at = at.field("namespace");
    match (given.scope.as_deref().unwrap_or("Cluster"), &given.namespace) {
        ("Namespace", Some(namespace)) => text(check_label(namespace, "a namespace"), &namespace_at, errors),
        ("Namespace", None) => {
            errors.required(&namespace_at, "`scope: Namespace` needs a `namespace`");
        }
        ("Cluster", Some(_)) => {
            errors
                .forbidden(&namespace_at, "a `namespace` excludes the scope `Cluster`, which is the default")
                .help("write `scope: Namespace`");
        }
        ("Cluster", None) => {}
        (other, _) => {
            errors.unsupported(&at.field("scope"), other, &SCOPES);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const HEADER: &str = "apiVersion: networking.k8s.io/v1, kind: IngressClass";

    #[test]
    fn controllers_are_domain_and_path() {
        let long = format!("a/{}", "x".repeat(249));
        for (controller, errors) in [
            ("nodots/x", 0),
            ("a.b//x", 0),
            ("example.com", 1),
            ("Example.com/x", 1),
            ("a/b c", 1),
            ("/x", 1),
            ("", 1),
            (&long, 1),
        ] {
            let expected = ["spec.controller"; 1];
            assert_paths(HEADER, &[(&format!("spec: {{controller: '{controller}'}}"), &expected[..errors])]);
        }
    }

    #[test]
    fn parameters_have_a_scope() {
        for (parameters, expected) in [
            ("{kind: a b, name: c}", &[][..]),
            ("{kind: a, name: c, scope: Namespace, namespace: x}", &[]),
            ("{apiGroup: ''}", &["apiGroup", "kind", "name"]),
            ("{kind: a/b, name: .., namespace: x}", &["kind", "name", "namespace"]),
            ("{kind: a, name: c, scope: Namespace}", &["namespace"]),
            ("{kind: a, name: c, scope: namespace}", &["scope"]),
        ] {
            let expected: Vec<_> = expected.iter().map(|field| format!("spec.parameters.{field}")).collect();
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            assert_paths(
                HEADER,
                &[(&format!("spec: {{controller: a/b, parameters: {parameters}}}"), &expected)],
            );
        }
    }
}
