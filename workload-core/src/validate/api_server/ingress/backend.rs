//! Where an Ingress leads: a Service or another object.

use k8s_openapi::api::core::v1::TypedLocalObjectReference;
use k8s_openapi::api::networking::v1::{IngressBackend, IngressServiceBackend};

use crate::k8s::values::{check_dns_name, check_label, check_path_segment, check_port_name};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{name, text};
use crate::validate::api_server::service::begins_with_a_letter;
use crate::validate::api_server::value::{given, port};
use crate::validate::field_error::FieldErrors;

/// Checks a backend.
pub(super) fn check(backend: &IngressBackend, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match (&backend.service, &backend.resource) {
        (Some(_), Some(_)) => {
            errors.invalid(at, "a backend is a `service` or a `resource`, not both");
        }
        (Some(service), None) => check_service(service, at, errors),
        (None, Some(resource)) => reference(resource, &at.field("resource"), errors),
        (None, None) => {
            errors.invalid(at, "a backend needs a `service` or a `resource`");
        }
    }
}

fn check_service(service: &IngressServiceBackend, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let service_at = at.field("service");
    service_name(&service.name, &service_at.field("name"), errors);
    let port_at = service_at.field("port");
    let port_name = service.port.as_ref().and_then(|port| given(port.name.as_ref()));
    let number = service.port.as_ref().and_then(|port| port.number).filter(|number| *number != 0);
    match (port_name, number) {
        (Some(_), Some(_)) => {
            let message = "a backend has the `name` or the `number` of a port, not both";
            errors.invalid(at, message).standing_at(&port_at);
        }
        (Some(name), None) => text(check_port_name(name), &port_at.field("name"), errors),
        (None, Some(number)) => port(number, &port_at.field("number"), errors),
        (None, None) => needs_port(at, &port_at, errors),
    }
}

fn service_name(service: &String, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_name = |text: &str| check_label(text, "the name of a Service");
    name(service, "a backend needs the name of its Service", is_name, at, errors);
    begins_with_a_letter(Some(service), at, errors);
}

fn needs_port(at: &PathBuilder<'_>, port_at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    errors
        .required(at, "a backend needs the port of its Service")
        .standing_at(port_at)
        .help("write `port: {number: 80}` or `port: {name: http}`");
}

fn reference(resource: &TypedLocalObjectReference, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(group) = &resource.api_group {
        text(check_dns_name(group, "an API group"), &at.field("apiGroup"), errors);
    }
    let is_kind = |text: &str| check_path_segment(text, "a kind");
    name(&resource.kind, "a resource needs its `kind`", is_kind, &at.field("kind"), errors);
    let is_name = |text: &str| check_path_segment(text, "the name of an object");
    name(&resource.name, "a resource needs its `name`", is_name, &at.field("name"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn backends_are_one_thing() {
        for (backend, expected) in [
            ("{service: {name: 1a, port: {name: http}}}", &[][..]),
            ("{resource: {kind: A b, name: c d}}", &[]),
            ("{}", &[""]),
            ("{service: {}, resource: {}}", &[""]),
            ("{service: {port: {number: 0}}}", &[".service.name", ""]),
            ("{service: {name: a.b, port: {number: 65536}}}", &[".service.name", ".service.port.number"]),
            ("{service: {name: a, port: {name: a, number: 1}}}", &[""]),
            ("{service: {name: a, port: {name: '80'}}}", &[".service.port.name"]),
            (
                "{resource: {apiGroup: '', kind: a/b}}",
                &[".resource.apiGroup", ".resource.kind", ".resource.name"],
            ),
        ] {
            let expected: Vec<_> = expected.iter().map(|path| format!("spec.defaultBackend{path}")).collect();
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            let spec = format!("spec: {{defaultBackend: {backend}}}");
            assert_paths("apiVersion: networking.k8s.io/v1, kind: Ingress", &[(&spec, &expected)]);
        }
    }
}
