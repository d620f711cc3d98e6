//! Names that a Pod knows without asking.

use k8s_openapi::api::core::v1::HostAlias;

use super::ip;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks the entries; `at` is their list.
pub(super) fn check(aliases: &[HostAlias], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, alias) in aliases.iter().enumerate() {
        let at = at.index(index);
        ip::check(&alias.ip, &at.field("ip"), errors);
        for (index, name) in alias.hostnames.iter().flatten().enumerate() {
            checks::text(check_dns_name(name, "a host's name"), &at.field("hostnames").index(index), errors);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn addresses_and_names_are_checked() {
        spec_accepts(&["hostAliases: [{ip: 127.0.0.1, hostnames: [a.b]}, {ip: '::1'}, {ip: '::1'}]"]);
        spec_refuses(&[
            ("hostAliases: [{}]", "hostAliases[0].ip", "not an IP address"),
            ("hostAliases: [{ip: 010.0.0.1}]", "hostAliases[0].ip", "leave the zero out"),
            ("hostAliases: [{ip: '::ffff:1.2.3.4'}]", "hostAliases[0].ip", "write the IPv4 address"),
            ("hostAliases: [{ip: 1.2.3.4, hostnames: [A]}]", "hostAliases[0].hostnames[0]", "lower case"),
        ]);
    }
}
