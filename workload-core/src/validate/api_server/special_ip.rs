//! Addresses that cannot be those of an endpoint.

use core::net::IpAddr;

use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks that an endpoint's address is not one of a single node or link.
pub(super) fn check(address: IpAddr, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let what = match address {
        _ if address.is_unspecified() => "unspecified",
        _ if address.is_loopback() => "a loopback address",
        IpAddr::V4(v4) if v4.is_link_local() => "link-local",
        IpAddr::V4(v4) if v4.octets()[..3] == [224, 0, 0] => "link-local multicast",
        IpAddr::V6(v6) if v6.is_unicast_link_local() => "link-local",
        IpAddr::V6(v6) if v6.segments()[0] & 0xff0f == 0xff02 => "link-local multicast",
        _ => return,
    };
    errors.invalid(at, format!("`{address}` is {what}, expected the address of an endpoint"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_node_are_refused() {
        for (address, errors) in [
            ("10.0.0.1", 0),
            ("239.1.1.1", 0),
            ("255.255.255.255", 0),
            ("2001:db8::1", 0),
            ("127.0.0.1", 1),
            ("::1", 1),
            ("0.0.0.0", 1),
            ("169.254.1.1", 1),
            ("fe80::1", 1),
            ("224.0.0.1", 1),
            ("ff02::1", 1),
        ] {
            let mut found = FieldErrors::default();
            check(address.parse().unwrap(), &PathBuilder::root(), &mut found);
            assert_eq!(found.into_vec().len(), errors, "{address}");
        }
    }
}
