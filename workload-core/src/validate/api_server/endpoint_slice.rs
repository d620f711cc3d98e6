//! `EndpointSlices`.

mod address;

use std::collections::BTreeSet;

use k8s_openapi::api::discovery::v1::{Endpoint, EndpointHints, EndpointPort, EndpointSlice};

use super::checks::{optional, text};
use super::meta::{self, SUBDOMAIN};
use super::validate::Validate;
use super::value::{at_most_items, protocols};
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_name, check_label, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Maximum numbers of endpoints, of ports and of an endpoint's addresses.
const MAX_ENDPOINTS: usize = 1000;
const MAX_PORTS: usize = 20_000;
const MAX_ADDRESSES: usize = 100;

/// Maximum number of zones, and of nodes, that an endpoint is meant for.
const MAX_HINTS: usize = 8;

impl Validate for EndpointSlice {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, SUBDOMAIN, &at.field("metadata"), errors);
        address::check_type(&self.address_type, &at.field("addressType"), errors);
        let endpoints = at.field("endpoints");
        let list: Option<&Vec<Endpoint>> = self.endpoints.get();
        let list = list.map(Vec::as_slice).unwrap_or_default();
        at_most_items(MAX_ENDPOINTS, list.len(), &endpoints, errors);
        for (index, one) in list.iter().take(MAX_ENDPOINTS).enumerate() {
            endpoint(one, &self.address_type, &endpoints.index(index), errors);
        }
        ports(self.ports.as_deref().unwrap_or_default(), &at.field("ports"), errors);
    }
}

fn endpoint(endpoint: &Endpoint, address_type: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let addresses = at.field("addresses");
    if endpoint.addresses.is_empty() {
        errors.required(&addresses, "an endpoint needs at least one address");
    }
    at_most_items(MAX_ADDRESSES, endpoint.addresses.len(), &addresses, errors);
    for (index, one) in endpoint.addresses.iter().enumerate() {
        address::check(one, address_type, &addresses, index, errors);
    }
    if let Some(name) = &endpoint.hostname {
        text(check_label(name, "a host's name"), &at.field("hostname"), errors);
    }
    if let Some(name) = &endpoint.node_name {
        text(check_dns_name(name, "a node"), &at.field("nodeName"), errors);
    }
    optional(endpoint.hints.as_ref(), &at.field("hints"), errors, hints);
}

fn hints(hints: &EndpointHints, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let zones: Vec<_> = hints.for_zones.iter().flatten().map(|zone| zone.name.as_str()).collect();
    names(&zones, check_label_value, &at.field("forZones"), errors);
    k8s_openapi::k8s_if_ge_1_33! {
        let nodes: Vec<_> = hints.for_nodes.iter().flatten().map(|node| node.name.as_str()).collect();
        names(&nodes, |name| check_dns_name(name, "a node"), &at.field("forNodes"), errors);
    }
}

fn names(
    names: &[&str],
    check: impl Fn(&str) -> Result<(), crate::syntax::text::Message>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    at_most_items(MAX_HINTS, names.len(), at, errors);
    let mut seen = BTreeSet::new();
    for (index, name) in names.iter().enumerate().take(MAX_HINTS) {
        let at = at.index(index);
        let at = at.field("name");
        if !seen.insert(name) {
            errors.duplicate(&at, name);
        }
        text(check(name), &at, errors);
    }
}

fn ports(ports: &[EndpointPort], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    at_most_items(MAX_PORTS, ports.len(), at, errors);
    let mut seen = BTreeSet::new();
    for (index, one) in ports.iter().enumerate() {
        let at = at.index(index);
        let name = one.name.as_deref().unwrap_or_default();
        let name_at = at.field("name");
        if !name.is_empty() {
            text(check_label(name, "the name of a port"), &name_at, errors);
        }
        if !seen.insert(name) {
            errors.duplicate(&name_at, name);
        }
        protocols(one.protocol.as_ref(), one.app_protocol.as_ref(), &at, errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn endpoints_and_ports_are_checked() {
        for (fields, expected) in [
            (
                "endpoints: [{addresses: [10.0.0.1], hints: {forZones: [{name: ''}]}}], ports: [{port: 0}]",
                &[][..],
            ),
            (
                "endpoints: [{addresses: [], hostname: a.b, nodeName: A}]",
                &["endpoints[0].addresses", "endpoints[0].hostname", "endpoints[0].nodeName"],
            ),
            (
                "endpoints: [{addresses: [10.0.0.1], hints: {forZones: [{name: a}, {name: a}]}}]",
                &["endpoints[0].hints.forZones[1].name"],
            ),
            (
                "ports: [{name: a.b}, {name: c, protocol: tcp}, {name: c, appProtocol: a b}]",
                &["ports[0].name", "ports[1].protocol", "ports[2].name", "ports[2].appProtocol"],
            ),
        ] {
            let endpoints = if fields.starts_with("ports") { ", endpoints: []" } else { "" };
            let fields = format!("addressType: IPv4, {fields}{endpoints}");
            assert_paths("apiVersion: discovery.k8s.io/v1, kind: EndpointSlice", &[(&fields, expected)]);
        }
    }
}
