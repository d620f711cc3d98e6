//! The object that an autoscaler scales, or measures.

use k8s_openapi::api::autoscaling::v2::CrossVersionObjectReference;

use super::super::checks::text;
use crate::k8s::values::check_path_segment;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks a reference; `of_no_group` says that the object may be of Kubernetes' first group,
/// whose API version is `v1`.
pub(super) fn check(
    reference: &CrossVersionObjectReference,
    of_no_group: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    required(&reference.kind, "the kind of an object", &at.field("kind"), errors);
    required(&reference.name, "the name of an object", &at.field("name"), errors);
    let version = reference.api_version.as_deref().unwrap_or_default();
    api_version(version, of_no_group, &at.field("apiVersion"), errors);
}

fn api_version(version: &str, of_no_group: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let (message, example) = match version.split_once('/') {
        Some((_, rest)) if rest.contains('/') => (
            format!("`{version}` is not an API version: it is a group, `/` and a version"),
            "write one such as `apps/v1`",
        ),
        Some((group, _)) if !group.is_empty() => return,
        _ if of_no_group => return,
        _ if version.is_empty() => ("the API version says which group the kind is of".to_owned(), SCALED),
        _ => (format!("`{version}` names no group, and no kind that scales is without one"), SCALED),
    };
    errors.invalid(at, message).help(example);
}

/// How to name the API version of the kinds that are scaled most often.
const SCALED: &str = "write `apiVersion: apps/v1` for a Deployment or a StatefulSet";

fn required(given: &str, what: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if given.is_empty() {
        errors.required(at, format!("{what} is missing"));
    } else {
        text(check_path_segment(given, what), at, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_name_a_group() {
        for (version, of_no_group, refused) in [
            (Some("apps/v1"), false, false),
            (Some("apps/"), false, false),
            (Some("v1"), true, false),
            (None, true, false),
            (Some("v1"), false, true),
            (Some(""), false, true),
            (None, false, true),
            (Some("/v1"), false, true),
            (Some("a/b/c"), true, true),
            (Some("apps//v1"), false, true),
        ] {
            let reference = CrossVersionObjectReference {
                api_version: version.map(ToOwned::to_owned),
                kind: "K".to_owned(),
                name: "n".to_owned(),
            };
            let mut errors = FieldErrors::default();
            check(&reference, of_no_group, &PathBuilder::root(), &mut errors);
            assert_eq!(!errors.is_empty(), refused, "{version:?}");
        }
    }

    #[test]
    fn kinds_and_names_are_parts_of_a_path() {
        for (kind, name, expected) in
            [("K", "n", &[][..]), ("", "", &["kind", "name"]), ("a/b", "%", &["kind", "name"])]
        {
            let reference = CrossVersionObjectReference {
                api_version: Some("apps/v1".to_owned()),
                kind: kind.to_owned(),
                name: name.to_owned(),
            };
            let mut errors = FieldErrors::default();
            check(&reference, false, &PathBuilder::root(), &mut errors);
            let paths: Vec<_> = errors.into_vec().iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected);
        }
    }
}
