//! Who runs a Job, if not Kubernetes' own controller.

use super::super::checks::text;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// The longest name.
const LONGEST: usize = 63;

/// Checks the name of a controller: a domain, a slash and a path.
pub(super) fn check(name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if name.is_empty() {
        errors.required(at, "the name of a controller is empty").help("leave `managedBy` out");
        return;
    }
    if name.len() > LONGEST {
        let message = format!("the name has {} characters, at most {LONGEST} are allowed", name.len());
        errors.add(ErrorType::TooLong, at, message);
    }
    match name.split_once('/') {
        Some((domain, path)) if !domain.is_empty() && !path.is_empty() => {
            text(check_dns_name(domain, "the domain of a controller"), at, errors);
            if !path.bytes().all(is_of_a_path) {
                let message = format!(
                    "`{path}` is not the path of a controller: it has characters that a URL cannot have"
                );
                errors.invalid(at, message);
            }
        }
        _ => {
            let message = format!("`{name}` is not the name of a controller: it is a domain, `/` and a path");
            errors.invalid(at, message).help("write one such as `example.com/job-controller`");
        }
    }
}

fn is_of_a_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controllers_have_a_domain_and_a_path() {
        let long = format!("example.com/{}", "x".repeat(60));
        for (name, refused) in [
            ("example.com/foo", false),
            ("a/b/c", false),
            ("kubernetes.io/job-controller", false),
            ("", true),
            ("foo", true),
            ("/foo", true),
            ("foo/", true),
            ("Example.com/foo", true),
            ("example.com/a b", true),
            (long.as_str(), true),
        ] {
            let mut errors = FieldErrors::default();
            check(name, &PathBuilder::root(), &mut errors);
            assert_eq!(!errors.is_empty(), refused, "{name}");
        }
    }
}
