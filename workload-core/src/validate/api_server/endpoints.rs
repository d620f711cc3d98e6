//! Endpoints.

use k8s_openapi::api::core::v1::{EndpointAddress, EndpointPort, EndpointSubset, Endpoints};

use super::checks::{each, text};
use super::meta::{self, Form, SUBDOMAIN};
use super::special_ip;
use super::validate::Validate;
use super::value::{given, port, protocols};
use crate::k8s::values::{check_dns_name, check_ip, check_label};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for Endpoints {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(
            &self.metadata,
            Form::namespaced(SUBDOMAIN).keeps_generation(),
            &at.field("metadata"),
            errors,
        );
        each(self.subsets.iter().flatten(), &at.field("subsets"), errors, subset);
    }
}

fn subset(subset: &EndpointSubset, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let ready = subset.addresses.as_deref().unwrap_or_default();
    let not_ready = subset.not_ready_addresses.as_deref().unwrap_or_default();
    if ready.is_empty() && not_ready.is_empty() {
        errors.required(at, "a subset needs `addresses` or `notReadyAddresses`");
    }
    for (field, list) in [("addresses", ready), ("notReadyAddresses", not_ready)] {
        each(list.iter(), &at.field(field), errors, address);
    }
    let ports = subset.ports.as_deref().unwrap_or_default();
    for (index, one) in ports.iter().enumerate() {
        endpoint_port(one, ports.len() > 1, &at.field("ports").index(index), errors);
    }
}

fn address(address: &EndpointAddress, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let ip_at = at.field("ip");
    match check_ip(&address.ip) {
        Ok(ip) => special_ip::check(ip, &ip_at, errors),
        Err(message) => {
            errors.invalid(&ip_at, message.as_str());
        }
    }
    if let Some(name) = given(address.hostname.as_ref()) {
        text(check_label(name, "a host's name"), &at.field("hostname"), errors);
    }
    if let Some(name) = &address.node_name {
        text(check_dns_name(name, "a node"), &at.field("nodeName"), errors);
    }
}

fn endpoint_port(
    given_port: &EndpointPort,
    needs_name: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match given(given_port.name.as_ref()) {
        Some(name) => text(check_label(name, "the name of a port"), &at.field("name"), errors),
        None if needs_name => {
            errors.required(&at.field("name"), "each of several ports needs a `name`");
        }
        None => {}
    }
    port(given_port.port, &at.field("port"), errors);
    protocols(given_port.protocol.as_ref(), given_port.app_protocol.as_ref(), at, errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn subsets_are_checked() {
        for (subset, expected) in [
            ("{addresses: [{ip: 10.0.0.1}, {ip: 10.0.0.1}], ports: [{port: 1}]}", &[][..]),
            ("{ports: [{port: 1}]}", &[""]),
            ("{addresses: [{ip: 127.0.0.1, nodeName: ''}]}", &[".addresses[0].ip", ".addresses[0].nodeName"]),
            (
                "{notReadyAddresses: [{ip: 010.0.0.1, hostname: a.b}]}",
                &[".notReadyAddresses[0].ip", ".notReadyAddresses[0].hostname"],
            ),
            (
                "{addresses: [{ip: 10.0.0.1}], ports: [{port: 0, protocol: tcp}, {port: 1, name: a, appProtocol: a b}]}",
                &[".ports[0].name", ".ports[0].port", ".ports[0].protocol", ".ports[1].appProtocol"],
            ),
        ] {
            let expected: Vec<_> = expected.iter().map(|path| format!("subsets[0]{path}")).collect();
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            assert_paths("apiVersion: v1, kind: Endpoints", &[(&format!("subsets: [{subset}]"), &expected)]);
        }
    }
}
