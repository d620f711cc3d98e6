//! What processes on Windows run as.

use k8s_openapi::api::core::v1::WindowsSecurityContextOptions;

use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

const LONGEST_SPEC: usize = 64 * 1024;
const LONGEST_DOMAIN: usize = 255;
const LONGEST_USER: usize = 104;

/// Checks the options of a Pod or of a container.
pub(super) fn check(options: &WindowsSecurityContextOptions, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(name) = &options.gmsa_credential_spec_name {
        let checked = check_dns_name(name, "the name of a credential spec");
        checks::text(checked, &at.field("gmsaCredentialSpecName"), errors);
    }
    let spec = options.gmsa_credential_spec.as_deref();
    checks::optional(spec, &at.field("gmsaCredentialSpec"), errors, credential_spec);
    if let Some(name) = &options.run_as_user_name {
        let place = at.field("runAsUserName");
        if let Err(reason) = check_user(name) {
            errors.invalid(&place, format!("`{name}` is not a user of Windows: {reason}"));
        }
    }
}

fn credential_spec(spec: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if spec.is_empty() {
        errors.invalid(at, "a credential spec is not empty: leave it out");
    } else if spec.len() > LONGEST_SPEC {
        errors.invalid(at, "a credential spec has 64 KiB at most");
    }
}

/// Checks `user` or `DOMAIN\user`.
fn check_user(name: &str) -> Result<(), &'static str> {
    if name.is_empty() {
        return Err("it is empty");
    }
    if name.bytes().any(|byte| byte.is_ascii_control()) {
        return Err("control characters are not allowed");
    }
    let domain_and_user = name.split_once('\\').map(|(domain, user)| (Some(domain), user));
    let (domain, user) = domain_and_user.unwrap_or((None, name));
    if user.contains('\\') {
        return Err("only one `\\` is allowed, after the domain");
    }
    if domain.is_some_and(|domain| domain.len() > LONGEST_DOMAIN || !is_domain(domain)) {
        return Err("before the `\\` stands a domain: a NetBIOS or a DNS name");
    }
    check_user_name(user)
}

/// Checks the name of a user without its domain.
fn check_user_name(user: &str) -> Result<(), &'static str> {
    if user.is_empty() || user.len() > LONGEST_USER {
        return Err("the user's name has 1 to 104 characters");
    }
    if user.chars().all(|one| matches!(one, '.' | ' ')) {
        return Err("the user's name is not dots and blanks alone");
    }
    if user.contains(['"', '/', ':', ';', '|', '=', ',', '+', '*', '?', '<', '>', '@', '[', ']']) {
        return Err("none of \" / : ; | = , + * ? < > @ [ ] is allowed");
    }
    Ok(())
}

fn is_domain(domain: &str) -> bool {
    const LONGEST_NET_BIOS: usize = 15;
    let refused = ['\\', '/', ':', '*', '?', '"', '<', '>', '|'];
    let is_net_bios = (1..=LONGEST_NET_BIOS).contains(&domain.chars().count())
        && !domain.starts_with('.')
        && !domain.contains(refused);
    is_net_bios || domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    const LONGEST: usize = 63;
    let bytes = label.as_bytes();
    (1..=LONGEST).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_may_have_a_domain() {
        for name in ["ContainerUser", "NT AUTHORITY\\NETWORK SERVICE", "corp.example\\a.b", "a"] {
            assert_eq!(check_user(name), Ok(()), "{name}");
        }
        for name in ["", "a/b", "a\\b\\c", "\\a", "a\\", "a\\..", ".a\\b", "a\tb", "x@y", &"x".repeat(105)] {
            assert!(check_user(name).is_err(), "{name}");
        }
    }

    #[test]
    fn options_are_checked() {
        use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

        let options = |text: &str| format!("securityContext: {{windowsOptions: {text}}}");
        container_accepts(&[&options("{}"), &options("{runAsUserName: a, gmsaCredentialSpecName: a.b}")]);
        for (text, path, words) in [
            ("{runAsUserName: a/b}", "runAsUserName", "is allowed"),
            ("{gmsaCredentialSpec: ''}", "gmsaCredentialSpec", "not empty"),
            ("{gmsaCredentialSpecName: A}", "gmsaCredentialSpecName", "lower case"),
        ] {
            container_refuses(&[(&options(text), &format!("securityContext.windowsOptions.{path}"), words)]);
        }
    }
}
