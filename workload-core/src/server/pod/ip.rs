//! IP addresses.

use std::net::IpAddr;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks an address as servers write it: no leading zeros, no IPv4 in the clothes of IPv6.
pub(super) fn check(text: &str, at: &At<'_>, faults: &mut Faults) {
    match text.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => {
            faults.invalid(at, format!("`{text}` is an IPv4 address written as IPv6: write it as IPv4"));
        }
        Ok(_) => {}
        Err(_) => {
            let message = format!(
                "`{text}` is not an IP address, such as 10.9.8.7 (no zero before another digit) or 2001:db8::1"
            );
            faults.invalid(at, message);
        }
    }
}
