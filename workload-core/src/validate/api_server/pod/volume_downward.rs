//! Volumes of what a Pod knows of itself.

use k8s_openapi::api::core::v1::{DownwardAPIVolumeFile, DownwardAPIVolumeSource};

use super::volume_config::{local_path, mode};
use super::{field_ref, resource_field};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks the volume.
pub(super) fn check(source: &DownwardAPIVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    mode(source.default_mode, &at.field("defaultMode"), errors);
    files(source.items.as_deref().unwrap_or_default(), at, errors);
}

/// Checks the files; `at` is what holds them, by whose name the server goes for each.
pub(super) fn files(files: &[DownwardAPIVolumeFile], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let items = at.field("items");
    for (index, one) in files.iter().enumerate() {
        let stands = items.index(index);
        errors.renamed(at, &stands, |errors| file(one, &stands, errors));
    }
}

fn file(file: &DownwardAPIVolumeFile, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if checks::said(&file.path, "a file has a path in the volume", &at.field("path"), errors) {
        local_path(&file.path, &at.field("path"), errors);
    }
    match (&file.field_ref, &file.resource_field_ref) {
        (Some(field), other) => {
            field_ref::of_file(field, &at.field("fieldRef"), errors);
            if other.is_some() {
                errors.invalid(at, "a file holds a `fieldRef` or a `resourceFieldRef`, not both");
            }
        }
        (None, Some(resource)) => resource_field::of_file(resource, &at.field("resourceFieldRef"), errors),
        (None, None) => {
            errors.required(at, "a file holds something: a `fieldRef` or a `resourceFieldRef`");
        }
    }
    mode(file.mode, &at.field("mode"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    #[test]
    fn a_file_holds_one_thing() {
        volume_accepts(&[
            "downwardAPI: {}",
            "downwardAPI: {items: [{path: a/b, fieldRef: {fieldPath: metadata.name}}]}",
        ]);
        volume_refuses(&[
            ("downwardAPI: {items: [{path: a}]}", "downwardAPI", "holds something"),
            (
                "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.uid}, resourceFieldRef: {resource: limits.cpu}}]}",
                "downwardAPI",
                "not both",
            ),
            (
                "downwardAPI: {items: [{fieldRef: {fieldPath: metadata.uid}}]}",
                "downwardAPI.path",
                "has a path",
            ),
            (
                "downwardAPI: {items: [{path: .., fieldRef: {fieldPath: metadata.uid}}]}",
                "downwardAPI.path",
                "`..`",
            ),
            ("downwardAPI: {defaultMode: 512}", "downwardAPI.defaultMode", "not 512"),
        ]);
    }
}
