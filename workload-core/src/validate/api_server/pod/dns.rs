//! How a Pod resolves names.

use k8s_openapi::api::core::v1::{PodDNSConfig, PodSpec};

use super::ip;
use crate::k8s::facts::validation::SEARCH_DOMAINS;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::checks::each;
use crate::validate::field_error::FieldErrors;

const MOST_SERVERS: usize = 3;
const MOST_SEARCHES: usize = 32;
const LONGEST_SEARCHES: usize = 2048;
const LONGEST_SEARCH: usize = 253;

/// Checks the DNS config of a Pod; `at` is the config.
pub(super) fn check(spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let names_servers = spec.dns_policy.as_deref() == Some("None");
    let Some(config) = &spec.dns_config else {
        if names_servers {
            errors.required(at, "with `dnsPolicy: None` a Pod has a `dnsConfig` of its own");
        }
        return;
    };
    let nameservers = config.nameservers.as_deref().unwrap_or_default();
    if names_servers && nameservers.is_empty() {
        let message = "with `dnsPolicy: None` a Pod names one server at least";
        errors.required(&at.field("nameservers"), message);
        return;
    }
    servers(nameservers, &at.field("nameservers"), errors);
    searches(config.searches.as_deref().unwrap_or_default(), &at.field("searches"), errors);
    options(config, &at.field("options"), errors);
}

fn servers(servers: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if servers.len() > MOST_SERVERS {
        errors.invalid(at, format!("{MOST_SERVERS} servers at most are asked, here are {}", servers.len()));
    }
    each(servers, at, errors, |server, at, errors| ip::check(server, at, errors));
}

fn searches(searches: &[String], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if searches.len() > MOST_SEARCHES {
        let message = format!("{MOST_SEARCHES} domains at most are searched, here are {}", searches.len());
        errors.invalid(at, message);
    }
    let length = searches.iter().map(|search| search.len() + 1).sum::<usize>();
    if length > LONGEST_SEARCHES + 1 {
        let message = format!("all domains together have {LONGEST_SEARCHES} characters at most");
        errors.invalid(at, message);
    }
    each(searches, at, errors, |search, at, errors| self::search(search, at, errors));
}

fn search(search: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let name = search.strip_suffix('.').unwrap_or(search);
    if search != "." && !is_domain(name) {
        let message =
            format!("`{search}` is not a domain: it has a-z, 0-9, `-` and `_`, in parts with dots between");
        errors.invalid(at, message);
    } else {
        errors.changed(&SEARCH_DOMAINS, |errors| {
            checks::text(check_dns_name(name, "a search domain"), at, errors);
        });
    }
}

/// Checks a domain whose parts may begin with `_`, as those of services do.
fn is_domain(domain: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_part = |part: &str| {
        let bytes = part.strip_prefix('_').unwrap_or(part).as_bytes();
        bytes.first().is_some_and(is_plain)
            && bytes.last().is_some_and(is_plain)
            && bytes.iter().all(|byte| is_plain(byte) || matches!(byte, b'-' | b'_'))
    };
    domain.len() <= LONGEST_SEARCH && domain.split('.').all(is_part)
}

fn options(config: &PodDNSConfig, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, option) in config.options.iter().flatten().enumerate() {
        let name = option.name.as_deref().unwrap_or_default();
        checks::said(name, "an option has a name", &at.index(index), errors);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{spec_accepts, spec_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        spec_accepts(&[
            "dnsConfig: {}",
            "dnsPolicy: None, dnsConfig: {nameservers: [1.1.1.1, 1.1.1.1, '2001:db8::1']}",
            "dnsConfig: {searches: [a.b., ., _tcp.a_b], options: [{name: a}, {name: a, value: ''}]}",
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        let many = format!("dnsConfig: {{searches: [{}]}}", vec!["a"; 33].join(", "));
        let long = format!("dnsConfig: {{searches: [{}]}}", vec!["x".repeat(227); 9].join(", "));
        spec_refuses(&[
            ("dnsPolicy: None", "dnsConfig", "of its own"),
            ("dnsPolicy: None, dnsConfig: {}", "dnsConfig.nameservers", "one server at least"),
            ("dnsConfig: {nameservers: [a]}", "dnsConfig.nameservers[0]", "not an IP address"),
            (
                "dnsConfig: {nameservers: [1.1.1.1, 1.1.1.2, 1.1.1.3, 1.1.1.4]}",
                "dnsConfig.nameservers",
                "here are 4",
            ),
            ("dnsConfig: {searches: [A]}", "dnsConfig.searches[0]", "not a domain"),
            ("dnsConfig: {searches: ['']}", "dnsConfig.searches[0]", "not a domain"),
            ("dnsConfig: {options: [{value: a}]}", "dnsConfig.options[0]", "has a name"),
            (&many, "dnsConfig.searches", "here are 33"),
            (&long, "dnsConfig.searches", "2048 characters"),
        ]);
    }
}
