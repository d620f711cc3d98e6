//! Where the value of an environment variable comes from.

use k8s_openapi::api::core::v1::EnvVarSource;

use super::scope::Scope;
use super::{field_ref, resource_field};
use crate::k8s::values::{check_data_key, check_dns_name};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{self, optional};
use crate::validate::field_error::FieldErrors;

/// Checks that there is one source, and that it is right.
pub(super) fn check(
    scope: &Scope<'_>,
    source: &EnvVarSource,
    has_value: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let message = match sources(scope, source, at, errors) {
        0 => {
            "a variable's value comes from a `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"
        }
        _ if has_value => "a variable has a `value` or a `valueFrom`, not both",
        1 => return,
        _ => "a variable's value comes from one source, here are more",
    };
    errors.invalid(at, message);
}

/// Checks each source; how many there are.
fn sources(
    scope: &Scope<'_>,
    source: &EnvVarSource,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) -> usize {
    let (field, resource) = (source.field_ref.as_ref(), source.resource_field_ref.as_ref());
    optional(field, &at.field("fieldRef"), errors, field_ref::of_variable);
    optional(resource, &at.field("resourceFieldRef"), errors, resource_field::check);
    let mut are_set = vec![field.is_some(), resource.is_some()];
    are_set.extend(keys(source, at, errors));
    k8s_openapi::k8s_if_ge_1_34! {
        let file = source.file_key_ref.as_ref();
        optional(file, &at.field("fileKeyRef"), errors, |key, at, errors| file::check(scope, key, at, errors));
        are_set.push(file.is_some());
    }
    let _ = scope;
    are_set.into_iter().filter(|is_set| *is_set).count()
}

/// Checks the keys of a ConfigMap and a Secret; whether there are such.
fn keys(source: &EnvVarSource, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> [bool; 2] {
    let (map, secret) = (source.config_map_key_ref.as_ref(), source.secret_key_ref.as_ref());
    optional(map, &at.field("configMapKeyRef"), errors, |key, at, errors| {
        key_of(&key.name, &key.key, "a ConfigMap", at, errors);
    });
    optional(secret, &at.field("secretKeyRef"), errors, |key, at, errors| {
        key_of(&key.name, &key.key, "a Secret", at, errors);
    });
    [map.is_some(), secret.is_some()]
}

fn key_of(name: &str, key: &str, of: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::text(check_dns_name(name, of), &at.field("name"), errors);
    checks::name(key, "a key is named", check_data_key, &at.field("key"), errors);
}

k8s_openapi::k8s_if_ge_1_34! {
    mod file {
        use k8s_openapi::api::core::v1::{FileKeySelector, Volume};

        use crate::validate::field_error::FieldErrors;
        use crate::validate::api_server::checks;
        use crate::validate::api_server::pod::scope::Scope;
        use crate::validate::api_server::pod::volume_config::local_path;
        use crate::k8s::values::{check_label, check_printable_name};
        use crate::syntax::yaml::PathBuilder;

        /// Checks the key of a file that another container writes.
        pub(super) fn check(scope: &Scope<'_>, key: &FileKeySelector, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
            let name = at.field("volumeName");
            let is_name = |name: &str| check_label(name, "the name of a volume");
            checks::name(&key.volume_name, "a file is in a volume", is_name, &name, errors);
            checks::name(&key.key, "a key is named", check_printable_name, &at.field("key"), errors);
            let path = at.field("path");
            if checks::said(&key.path, "a file in a volume has a path", &path, errors) {
                local_path(&key.path, &path, errors);
            }
            if !key.volume_name.is_empty() {
                volume(scope, &key.volume_name, &name, errors);
            }
        }

        /// Whether a volume is an `emptyDir`, which one that says nothing of itself is too.
        fn is_scratch(volume: &Volume) -> bool {
            let nothing = || *volume == Volume { name: volume.name.clone(), ..Volume::default() };
            volume.empty_dir.is_some() || nothing()
        }

        fn volume(scope: &Scope<'_>, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
            match scope.volume(name) {
                Some(volume) if is_scratch(volume) && !scope.is_claimed(name) => {}
                Some(_) => {
                    errors.invalid(at, format!("variables are read from an `emptyDir`, and `{name}` is none"));
                }
                None if scope.is_claimed(name) => {}
                None => {
                    errors.not_found(at, name, "a volume of this Pod", scope.volume_names());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    fn env(rest: &str) -> String {
        format!("env: [{{name: A, {rest}}}]")
    }

    #[test]
    fn one_source_is_named() {
        for source in [
            "value: '', valueFrom: {fieldRef: {fieldPath: metadata.name}}",
            "valueFrom: {configMapKeyRef: {name: a.b, key: .env}}",
            "valueFrom: {secretKeyRef: {name: a, key: b, optional: true}}",
        ] {
            container_accepts(&[&env(source)]);
        }
        for (source, path, words) in [
            ("valueFrom: {}", "", "comes from a `fieldRef`"),
            ("value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}", "", "not both"),
            (
                "valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: a, key: b}}",
                "",
                "one source",
            ),
            ("valueFrom: {secretKeyRef: {name: '', key: b}}", ".secretKeyRef.name", "empty"),
            ("valueFrom: {configMapKeyRef: {name: a}}", ".configMapKeyRef.key", "is named"),
            ("valueFrom: {configMapKeyRef: {name: a, key: ..}}", ".configMapKeyRef.key", "begin with `..`"),
        ] {
            container_refuses(&[(&env(source), &format!("env[0].valueFrom{path}"), words)]);
        }
    }

    k8s_openapi::k8s_if_ge_1_34! {
        #[test]
        fn a_file_is_in_a_volume_of_the_pod() {
            let file = |rest: &str| env(&format!("valueFrom: {{fileKeyRef: {{{rest}}}}}"));
            container_accepts(&[&file("volumeName: data, path: a/b, key: C")]);
            for (rest, path, words) in [
                ("volumeName: dta, path: a, key: C", "volumeName", "not a volume of this Pod"),
                ("volumeName: data, path: ../a, key: C", "path", "`..`"),
                ("volumeName: data, path: a", "key", "is named"),
            ] {
                container_refuses(&[(&file(rest), &format!("env[0].valueFrom.fileKeyRef.{path}"), words)]);
            }
        }
    }
}
