//! `IngressClasses`.

use k8s_openapi::api::networking::v1::{IngressClass, IngressClassParametersReference, IngressClassSpec};

use super::checks::{name, optional, said, strict_word, text};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use super::value::{domain_and_path, url_path};
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
        let spec: &IngressClassSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        controller(spec.controller.as_deref().unwrap_or_default(), &at.field("controller"), errors);
        optional(spec.parameters.as_ref(), &at.field("parameters"), errors, parameters);
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
    let Some((domain, path)) = domain_and_path(controller) else {
        let message =
            format!("`{controller}` is not a domain and a path, expected one like `example.com/ingress`");
        errors.invalid(at, message);
        return;
    };
    text(check_dns_name(domain, "a domain"), at, errors);
    url_path(path, at, errors);
}

fn parameters(given: &IngressClassParametersReference, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(group) = &given.api_group {
        text(check_dns_name(group, "an API group"), &at.field("apiGroup"), errors);
    }
    let is_kind = |text: &str| check_path_segment(text, "a kind");
    name(&given.kind, "`parameters` need a `kind`", is_kind, &at.field("kind"), errors);
    let is_name = |text: &str| check_path_segment(text, "the name of an object");
    name(&given.name, "`parameters` need a `name`", is_name, &at.field("name"), errors);
    strict_word(given.scope.as_ref(), &SCOPES, &at.field("scope"), errors);
    parameters_namespace(given, &at.field("namespace"), errors);
}

/// Checks that parameters have a namespace where their scope is one; without a scope they have none.
fn parameters_namespace(
    given: &IngressClassParametersReference,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match (given.scope.as_deref().unwrap_or("Cluster"), &given.namespace) {
        ("Namespace", Some(namespace)) => text(check_label(namespace, "a namespace"), at, errors),
        ("Namespace", None) => {
            errors.required(at, "`scope: Namespace` needs a `namespace`");
        }
        ("Cluster", Some(_)) => {
            let message = "a `namespace` excludes the scope `Cluster`, which is the default";
            errors.forbidden(at, message).help("write `scope: Namespace`");
        }
        _ => {}
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
