//! Volumes of a ConfigMap or a Secret.

use k8s_openapi::api::core::v1::{ConfigMapVolumeSource, KeyToPath, SecretVolumeSource};

use crate::k8s::values::check_sub;
use crate::syntax::text::Message;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks a volume of a ConfigMap.
pub(super) fn config_map(source: &ConfigMapVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::said(&source.name, "a ConfigMap is named", &at.field("name"), errors);
    mode(source.default_mode, &at.field("defaultMode"), errors);
    items(source.items.as_deref().unwrap_or_default(), &at.field("items"), errors);
}

/// Checks a volume of a Secret.
pub(super) fn secret(source: &SecretVolumeSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let name = source.secret_name.as_deref().unwrap_or_default();
    checks::said(name, "a Secret is named", &at.field("secretName"), errors);
    mode(source.default_mode, &at.field("defaultMode"), errors);
    items(source.items.as_deref().unwrap_or_default(), &at.field("items"), errors);
}

/// Checks which keys become which files.
pub(super) fn items(items: &[KeyToPath], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, item) in items.iter().enumerate() {
        let at = at.index(index);
        checks::said(&item.key, "a key is named", &at.field("key"), errors);
        if checks::said(&item.path, "a file has a path in the volume", &at.field("path"), errors) {
            local_path(&item.path, &at.field("path"), errors);
        }
        mode(item.mode, &at.field("mode"), errors);
    }
}

/// Checks the permission bits of a file.
pub(super) fn mode(mode: Option<i32>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(mode) = mode.filter(|mode| !(0..=0o777).contains(mode)) {
        let message = format!("a file's mode is 0 to 0777 in octal digits (511), not {mode}");
        errors.invalid(at, message);
    }
}

/// Checks a path inside a volume that does not begin as the volume's own files do.
pub(super) fn local_path(path: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let checked = match check_sub(path) {
        Ok(()) if path.starts_with("..") => Err(Message::new()
            .push_quoted(path)
            .push(" is not a path inside a volume: it must not begin with `..`")),
        other => other,
    };
    checks::text(checked, at, errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{volume_accepts, volume_refuses};

    #[test]
    fn files_of_a_config_map_or_a_secret() {
        volume_accepts(&[
            "configMap: {name: any_thing, defaultMode: 0644}",
            "secret: {secretName: a, items: [{key: a, path: b/c..d, mode: 0777}, {key: a, path: b/c..d}]}",
        ]);
        volume_refuses(&[
            ("configMap: {}", "configMap.name", "is named"),
            ("secret: {}", "secret.secretName", "is named"),
            ("configMap: {name: a, defaultMode: 888}", "configMap.defaultMode", "not 888"),
            ("secret: {secretName: a, items: [{path: b}]}", "secret.items[0].key", "is named"),
            ("secret: {secretName: a, items: [{key: b}]}", "secret.items[0].path", "has a path"),
            ("configMap: {name: a, items: [{key: b, path: /c}]}", "configMap.items[0].path", "relative"),
            ("configMap: {name: a, items: [{key: b, path: c/..}]}", "configMap.items[0].path", "`..`"),
            (
                "configMap: {name: a, items: [{key: b, path: ..c}]}",
                "configMap.items[0].path",
                "begin with `..`",
            ),
            (
                "configMap: {name: a, items: [{key: b, path: c, mode: -1}]}",
                "configMap.items[0].mode",
                "not -1",
            ),
        ]);
    }
}
