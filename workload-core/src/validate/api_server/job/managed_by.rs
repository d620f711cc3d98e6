//! Who runs a Job, if not Kubernetes' own controller.

use super::super::checks::text;
use super::super::value::{domain_and_path, url_path};
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
    let Some((domain, path)) = domain_and_path(name) else {
        let message = format!("`{name}` is not the name of a controller: it is a domain, `/` and a path");
        errors.invalid(at, message).help("write one such as `example.com/job-controller`");
        return;
    };
    text(check_dns_name(domain, "the domain of a controller"), at, errors);
    url_path(path, at, errors);
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
