//! IP addresses.

use crate::k8s::values::check_ip;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::address;
use crate::validate::field_error::FieldErrors;

/// Checks an address as servers write it: no leading zeros, no IPv4 in the clothes of IPv6.
pub(super) fn check(text: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Err(message) = check_ip(text) {
        address::refuse(text, &message, at, errors);
    }
}
