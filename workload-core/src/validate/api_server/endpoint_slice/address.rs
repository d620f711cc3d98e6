//! The addresses of an `EndpointSlice`, all of one type.

use std::net::IpAddr;

use crate::k8s::facts::validation::CANONICAL_ADDRESSES;
use crate::k8s::values::{check_dns_name, check_ip};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::address::refuse;
use crate::validate::api_server::checks::{said, strict_word, text};
use crate::validate::api_server::special_ip;
use crate::validate::field_error::FieldErrors;

/// Checks the type of all addresses.
pub(super) fn check_type(address_type: &String, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if said(address_type, "an EndpointSlice needs an `addressType`", at, errors) {
        strict_word(Some(address_type), &["IPv4", "IPv6", "FQDN"], at, errors);
    }
}

/// Checks one address; `at` is their list.
pub(super) fn check(
    address: &str,
    address_type: &str,
    at: &PathBuilder<'_>,
    index: usize,
    errors: &mut FieldErrors,
) {
    let stands = at.index(index);
    match address_type {
        "IPv4" | "IPv6" => ip(address, address_type, (at, &stands), errors),
        "FQDN" => domain(address, &stands, errors),
        _ => {}
    }
}

fn ip(
    address: &str,
    address_type: &str,
    (list, at): (&PathBuilder<'_>, &PathBuilder<'_>),
    errors: &mut FieldErrors,
) {
    match check_ip(address) {
        Ok(ip) => {
            family_and_form(ip, (address, address_type), (list, at), errors);
            special_ip::check(ip, at, errors);
        }
        Err(message) => _ = refuse(address, &message, at, errors),
    }
}

/// Checks that an address is of the slice's family, and is written in its canonical form.
fn family_and_form(
    ip: IpAddr,
    (address, address_type): (&str, &str),
    (list, at): (&PathBuilder<'_>, &PathBuilder<'_>),
    errors: &mut FieldErrors,
) {
    if ip.is_ipv4() != (address_type == "IPv4") {
        // The server names the list.
        let message = format!("`{address}` is not an {address_type} address");
        errors.invalid(list, message).standing_at(at);
    } else if ip.is_ipv6() && ip.to_string() != address {
        errors
            .invalid(at, format!("`{address}` is not in canonical form, expected `{ip}`"))
            .changed(&CANONICAL_ADDRESSES);
    }
}

fn domain(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let name = name.strip_suffix('.').unwrap_or(name);
    if !said(name, "the address is empty", at, errors) {
        return;
    }
    text(check_dns_name(name, "a domain name"), at, errors);
    if !name.contains('.') {
        errors.invalid(at, format!("`{name}` is not a full domain name: it has no dot"));
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn addresses_are_of_the_type() {
        for (kind, address, expected) in [
            ("IPv4", "10.0.0.1", None),
            ("IPv4", "10.0.0.01", Some("endpoints[0].addresses[0]")),
            ("IPv4", "2001:db8::1", Some("endpoints[0].addresses")),
            ("IPv4", "127.0.0.1", Some("endpoints[0].addresses[0]")),
            ("IPv6", "2001:db8::1", None),
            ("IPv6", "2001:DB8::1", Some("endpoints[0].addresses[0]")),
            ("FQDN", "127.0.0.1", None),
            ("FQDN", "a.b.", None),
            ("FQDN", "a", Some("endpoints[0].addresses[0]")),
            ("FQDN", "a_b.c", Some("endpoints[0].addresses[0]")),
            ("ipv4", "x", Some("addressType")),
            ("", "x", Some("addressType")),
        ] {
            let fields = format!("addressType: '{kind}', endpoints: [{{addresses: ['{address}']}}]");
            let expected = Vec::from_iter(expected);
            assert_paths("apiVersion: discovery.k8s.io/v1, kind: EndpointSlice", &[(&fields, &expected)]);
        }
    }
}
