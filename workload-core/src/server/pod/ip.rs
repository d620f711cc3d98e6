//! IP addresses.

use crate::faults::Faults;
use crate::server::checks;
use crate::values::check_ip;
use crate::yaml::At;

/// Checks an address as servers write it: no leading zeros, no IPv4 in the clothes of IPv6.
pub(super) fn check(text: &str, at: &At<'_>, faults: &mut Faults) {
    checks::text(check_ip(text).map(drop), at, faults);
}
