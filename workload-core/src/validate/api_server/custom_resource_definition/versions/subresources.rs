//! The subresource `scale`.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    CustomResourceSubresourceScale, CustomResourceSubresources,
};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{optional, said};
use crate::validate::field_error::FieldErrors;

/// Checks where the numbers of replicas and the selector are.
pub(super) fn check(
    subresources: Option<&CustomResourceSubresources>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let scale = subresources.and_then(|subresources| subresources.scale.as_ref());
    optional(scale, &at.field("scale"), errors, check_scale);
}

fn check_scale(scale: &CustomResourceSubresourceScale, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, path, parents) in [
        ("specReplicasPath", &scale.spec_replicas_path, &[".spec."][..]),
        ("statusReplicasPath", &scale.status_replicas_path, &[".status."]),
    ] {
        if said(path, &format!("`scale` needs a `{field}`"), &at.field(field), errors) {
            below(path, parents, &at.field(field), errors);
        }
    }
    if let Some(path) = scale.label_selector_path.as_ref().filter(|path| !path.is_empty()) {
        below(path, &[".status.", ".spec."], &at.field("labelSelectorPath"), errors);
    }
}

fn below(path: &str, parents: &[&str], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !parents.iter().any(|parent| path.starts_with(parent)) {
        errors.invalid(at, format!("path `{path}` does not begin with `{}`", parents.join("` or `")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_below_spec_and_status() {
        for (scale, expected) in [
            (
                r#"{"specReplicasPath": ".spec.n", "statusReplicasPath": ".status.n", "labelSelectorPath": ".spec.s"}"#,
                &[][..],
            ),
            (
                r#"{"specReplicasPath": "", "statusReplicasPath": ".spec.n"}"#,
                &["scale.specReplicasPath", "scale.statusReplicasPath"],
            ),
        ] {
            let given = serde_json::from_str(&format!(r#"{{"scale": {scale}}}"#)).unwrap();
            let mut errors = FieldErrors::default();
            check(Some(&given), &PathBuilder::root(), &mut errors);
            let paths: Vec<_> =
                errors.into_tested().into_iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected);
        }
    }
}
