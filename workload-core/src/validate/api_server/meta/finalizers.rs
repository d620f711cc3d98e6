//! Finalizers.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::each;
use crate::validate::field_error::FieldErrors;

/// Those without a domain that Kubernetes knows.
const OWN: [&str; 3] = ["kubernetes", "orphan", "foregroundDeletion"];

/// Whether Kubernetes itself knows a finalizer of that name.
pub(in crate::validate::api_server) fn is_standard(name: &str) -> bool {
    OWN.contains(&name)
}

/// Checks the finalizers; `at` is their list.
pub(super) fn check(meta: &ObjectMeta, needs_domain: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let finalizers = meta.finalizers.as_deref().unwrap_or_default();
    each(finalizers, at, errors, |finalizer, stands, errors| {
        if let Err(message) = check_qualified(finalizer, "a finalizer") {
            errors.invalid(at, message.as_str()).standing_at(stands);
        } else if needs_domain {
            domain(finalizer, stands, errors);
        }
    });
    let has = |name: &str| finalizers.iter().any(|finalizer| finalizer == name);
    if has("orphan") && has("foregroundDeletion") {
        let message =
            "`orphan` and `foregroundDeletion` exclude each other: what depends on it stays or goes";
        errors.invalid(at, message);
    }
}

/// Checks that a finalizer has a domain, unless the finalizer is one of Kubernetes' own.
fn domain(finalizer: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !finalizer.contains('/') && !is_standard(finalizer) {
        let message =
            format!("`{finalizer}` is not a finalizer: it has no domain, such as `example.org/{finalizer}`");
        errors.invalid(at, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finalizers_have_a_domain() {
        for (finalizers, naming, wrong) in [
            (&["a.b/c", "kubernetes"][..], true, vec![]),
            (&["mine"], false, vec![]),
            (&["mine"], true, vec!["f[0]"]),
            (&["a b", "c d"], false, vec!["f", "f"]),
            (&["orphan", "foregroundDeletion"], true, vec!["f"]),
        ] {
            let finalizers = finalizers.iter().map(|&finalizer| finalizer.to_owned()).collect();
            let meta = ObjectMeta { finalizers: Some(finalizers), ..ObjectMeta::default() };
            let mut errors = FieldErrors::default();
            check(&meta, naming, &PathBuilder::root().field("f"), &mut errors);
            let paths: Vec<_> =
                errors.into_tested().into_iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, wrong);
        }
    }
}
