//! Fields of the Pod that a container may be told.

use k8s_openapi::api::core::v1::ObjectFieldSelector;

use crate::k8s::values::{check_annotation_key, check_field, check_label_key};
use crate::syntax::text::{Message, nearest};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// The fields that files of a volume may hold.
const IN_FILES: [&str; 5] =
    ["metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid"];

/// Checks what a variable is told.
pub(super) fn of_variable(field: &ObjectFieldSelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // The node's name by its oldest spelling.
    check(field, |path| if path == "spec.host" { Ok(()) } else { check_field(path) }, at, errors);
}

/// Checks what a file is told.
pub(super) fn of_file(field: &ObjectFieldSelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check(field, in_file, at, errors);
}

fn check(
    field: &ObjectFieldSelector,
    check_path: impl FnOnce(&str) -> Result<(), Message>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let place = at.field("fieldPath");
    let missing = "a field is named: `fieldPath: metadata.name`";
    if !checks::said(&field.field_path, missing, &place, errors) || !is_of_v1(field, at, errors) {
        return;
    }
    let Err(message) = check_path(&field.field_path) else { return };
    // Of a key in brackets the server names the whole.
    match key(&field.field_path) {
        Some(_) => errors.invalid(at, message.as_str()).standing_at(&place),
        None => errors.invalid(&place, message.as_str()),
    };
}

/// Checks that the field is one of `apiVersion: v1`; whether it is.
fn is_of_v1(field: &ObjectFieldSelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> bool {
    let other = field.api_version.as_deref().filter(|version| !matches!(*version, "" | "v1"));
    if let Some(other) = other {
        let message = format!("fields are those of `apiVersion: v1`, not of `{other}`");
        errors.invalid(&at.field("fieldPath"), message).standing_at(&at.field("apiVersion"));
    }
    other.is_none()
}

fn in_file(path: &str) -> Result<(), Message> {
    match key(path) {
        Some(("metadata.labels", key)) => check_label_key(key),
        Some(("metadata.annotations", key)) => check_annotation_key(key),
        None if IN_FILES.contains(&path) => Ok(()),
        _ => {
            let message = Message::new()
                .push_quoted(path)
                .push(" is not a field that a file may hold: there are metadata.name, metadata.namespace, ")
                .push("metadata.labels, metadata.annotations and metadata.uid");
            Err(match nearest(path, &IN_FILES) {
                Some(word) => message.push("; did you mean ").push_quoted(word).push("?"),
                None => message,
            })
        }
    }
}

/// The two parts of `metadata.labels['key']`.
fn key(path: &str) -> Option<(&str, &str)> {
    let (map, key) = path.strip_suffix("']")?.split_once("['")?;
    matches!(map, "metadata.labels" | "metadata.annotations").then_some((map, key))
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        container_accepts, container_refuses, volume_accepts, volume_refuses,
    };

    #[test]
    fn variables_hold_some_fields() {
        let env = |rest: &str| format!("env: [{{name: A, valueFrom: {{fieldRef: {{{rest}}}}}}}]");
        for rest in [
            "fieldPath: status.hostIPs",
            "fieldPath: spec.host",
            "apiVersion: '', fieldPath: metadata.uid",
            "fieldPath: \"metadata.labels['a.b/c']\"",
            "fieldPath: \"metadata.annotations['A.B/c']\"",
        ] {
            container_accepts(&[&env(rest)]);
        }
        for (rest, path, words) in [
            ("apiVersion: v1", ".fieldPath", "a field is named"),
            ("fieldPath: metadata.labels", ".fieldPath", "did you mean"),
            ("fieldPath: 'metadata.labels[a]'", ".fieldPath", "not a field"),
            ("fieldPath: limits.cpu", ".fieldPath", "not a field"),
            ("apiVersion: v2, fieldPath: metadata.uid", ".fieldPath", "not of `v2`"),
            ("fieldPath: \"metadata.labels['a b']\"", "", "write `-`"),
        ] {
            container_refuses(&[(&env(rest), &format!("env[0].valueFrom.fieldRef{path}"), words)]);
        }
    }

    #[test]
    fn files_hold_others() {
        let file =
            |rest: &str| format!("downwardAPI: {{items: [{{path: a, fieldRef: {{fieldPath: {rest}}}}}]}}");
        volume_accepts(&[&file("metadata.labels"), &file("\"metadata.annotations['a']\"")]);
        volume_refuses(&[
            (&file("spec.nodeName"), "downwardAPI.fieldRef.fieldPath", "that a file may hold"),
            (&file("metadata.label"), "downwardAPI.fieldRef.fieldPath", "did you mean `metadata.labels`?"),
        ]);
    }
}
