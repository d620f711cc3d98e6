//! One path of an Ingress' rule.

use k8s_openapi::api::networking::v1::HTTPIngressPath;

use super::backend;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const TYPES: [&str; 3] = ["Exact", "Prefix", "ImplementationSpecific"];

/// What a path must not contain where it is compared by its segments.
const FORBIDDEN: [&str; 5] = ["//", "/./", "/../", "%2f", "%2F"];

/// What such a path must not end with.
const FORBIDDEN_ENDS: [&str; 2] = ["/..", "/."];

/// Checks that a path is absolute, and that nothing in it would have to be resolved.
fn is_clean(text: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    is_absolute(text, at, errors);
    for part in FORBIDDEN.iter().filter(|part| text.contains(**part)) {
        errors.invalid(at, format!("path `{text}` contains `{part}`"));
    }
    for end in FORBIDDEN_ENDS.iter().filter(|end| text.ends_with(**end)) {
        errors.invalid(at, format!("path `{text}` ends with `{end}`"));
    }
}

/// Checks a path; without a type nothing else is looked at.
pub(super) fn check(path: &HTTPIngressPath, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if path.path_type.is_empty() {
        errors
            .required(&at.field("pathType"), "a path needs a `pathType`")
            .help("write `pathType: Prefix`, which also takes everything below the path");
        return;
    }
    path_of_type(path, at, errors);
    backend::check(&path.backend, &at.field("backend"), errors);
}

/// Checks that a path has the form that its type asks for.
fn path_of_type(path: &HTTPIngressPath, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let text = path.path.as_deref().unwrap_or_default();
    match path.path_type.as_str() {
        "Exact" | "Prefix" => is_clean(text, &at.field("path"), errors),
        "ImplementationSpecific" if text.is_empty() => {}
        "ImplementationSpecific" => is_absolute(text, &at.field("path"), errors),
        other => _ = errors.unsupported(&at.field("pathType"), other, &TYPES),
    }
}

fn is_absolute(path: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !path.starts_with('/') {
        errors.invalid(at, format!("path `{path}` does not begin with `/`"));
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn paths_are_checked_by_their_type() {
        for (path, kind, expected) in [
            ("/a b*?#", "Prefix", &[][..]),
            ("", "ImplementationSpecific", &[]),
            ("/a//b", "ImplementationSpecific", &[]),
            ("a", "ImplementationSpecific", &["path"]),
            ("", "Prefix", &["path"]),
            ("/a//b/..", "Exact", &["path", "path"]),
            ("/a%2Fb", "Exact", &["path"]),
            ("/", "prefix", &["pathType"]),
            ("/", "", &["pathType"]),
        ] {
            let backend = "backend: {service: {name: a, port: {number: 1}}}";
            let spec = format!(
                "spec: {{rules: [{{http: {{paths: [{{path: '{path}', pathType: '{kind}', {backend}}}]}}}}]}}"
            );
            let expected: Vec<_> =
                expected.iter().map(|field| format!("spec.rules[0].http.paths[0].{field}")).collect();
            let expected: Vec<_> = expected.iter().map(String::as_str).collect();
            assert_paths("apiVersion: networking.k8s.io/v1, kind: Ingress", &[(&spec, &expected)]);
        }
    }
}
