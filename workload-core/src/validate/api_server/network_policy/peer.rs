//! Whom a rule speaks of.

use k8s_openapi::api::networking::v1::{IPBlock, NetworkPolicyPeer};

use super::super::meta;
use crate::k8s::values::check_cidr;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, optional};
use crate::validate::field_error::FieldErrors;
use core::net::IpAddr;

/// Checks the peers of a rule.
pub(super) fn check_all(peers: Option<&[NetworkPolicyPeer]>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    each(peers.into_iter().flatten(), at, errors, check);
}

fn check(peer: &NetworkPolicyPeer, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    optional(peer.pod_selector.as_ref(), &at.field("podSelector"), errors, meta::selector);
    optional(peer.namespace_selector.as_ref(), &at.field("namespaceSelector"), errors, meta::selector);
    optional(peer.ip_block.as_ref(), &at.field("ipBlock"), errors, block);
    let selects = peer.pod_selector.is_some() || peer.namespace_selector.is_some();
    if peer.ip_block.is_none() && !selects {
        errors
            .required(at, "a peer is selected by `podSelector`, `namespaceSelector` or `ipBlock`")
            .help("leave the whole list out for everybody");
    } else if peer.ip_block.is_some() && selects {
        errors
            .forbidden(at, "a peer is a range of addresses or Pods that are selected, not both")
            .help("write two items of the list");
    }
}

fn block(block: &IPBlock, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let cidr_at = at.field("cidr");
    if block.cidr.is_empty() {
        errors.required(&cidr_at, "a block of addresses has a range, such as `10.0.0.0/8`");
        return;
    }
    match check_cidr(&block.cidr) {
        Ok(whole) => each(block.except.iter().flatten(), &at.field("except"), errors, |text, at, errors| {
            exception(text, (&block.cidr, whole), at, errors);
        }),
        Err(error) => _ = errors.invalid(&cidr_at, error.as_str()),
    }
}

/// Checks a range that is taken out of the `whole` one.
fn exception(
    text: &str,
    (cidr, whole): (&str, (IpAddr, u8)),
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match check_cidr(text) {
        Err(error) => _ = errors.invalid(at, error.as_str()),
        Ok(part) if is_part(part, whole) => {}
        Ok(_) => _ = errors.invalid(at, format!("`{text}` is not a smaller range inside of `{cidr}`")),
    }
}

/// Whether a range lies in another and is smaller.
fn is_part((part, part_length): (IpAddr, u8), (whole, length): (IpAddr, u8)) -> bool {
    let (part, whole, width) = match (part, whole) {
        (IpAddr::V4(part), IpAddr::V4(whole)) => {
            (u128::from(part.to_bits()), u128::from(whole.to_bits()), 32)
        }
        (IpAddr::V6(part), IpAddr::V6(whole)) => (part.to_bits(), whole.to_bits(), 128),
        _ => return false,
    };
    let outside = (part ^ whole).checked_shr(u32::from(width - length)).unwrap_or(0);
    part_length > length && outside == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(json: &str) -> Vec<String> {
        let peer = serde_json::from_str(json).unwrap();
        let mut errors = FieldErrors::default();
        check(&peer, &PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn peers_are_selected_in_one_way() {
        for (json, expected) in [
            (r#"{"podSelector": {}, "namespaceSelector": {}}"#, &[][..]),
            (r#"{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.1.0.0/16"]}}"#, &[]),
            (r#"{"ipBlock": {"cidr": "::/0", "except": ["2001:db8::/64"]}}"#, &[]),
            ("{}", &[""]),
            (r#"{"podSelector": {}, "ipBlock": {"cidr": "10.0.0.0/8"}}"#, &[""]),
            (r#"{"ipBlock": {"cidr": ""}}"#, &["ipBlock.cidr"]),
            (r#"{"ipBlock": {"cidr": "10.0.0.1/8"}}"#, &["ipBlock.cidr"]),
        ] {
            assert_eq!(said(json), expected, "{json}");
        }
    }

    #[test]
    fn exceptions_lie_inside() {
        for except in ["11.0.0.0/16", "10.0.0.0/8", "0.0.0.0/0", "2001:db8::/64", "x"] {
            let json = format!(r#"{{"ipBlock": {{"cidr": "10.0.0.0/8", "except": ["{except}"]}}}}"#);
            assert_eq!(said(&json), ["ipBlock.except[0]"], "{except}");
        }
    }
}
