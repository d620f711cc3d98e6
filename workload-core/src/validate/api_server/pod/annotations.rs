//! Annotations of Pods that the server reads.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::PodSpec;

use super::windows_host::lists;
use crate::k8s::values::check_sub;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const MIRROR: &str = "kubernetes.io/config.mirror";
const DELETION_COST: &str = "controller.kubernetes.io/pod-deletion-cost";
const SECCOMP_OF_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_OF_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";
const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";

/// Checks the annotations of a Pod, bare or in a template; `at` is their map.
pub(in crate::validate::api_server) fn check(
    annotations: Option<&BTreeMap<String, String>>,
    spec: &PodSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (key, value) in annotations.into_iter().flatten() {
        let place = at.key(key);
        if key == MIRROR && spec.node_name.as_ref().is_none_or(String::is_empty) {
            errors.invalid(&place, "a mirror of a Pod on a node names the node: `nodeName`");
        } else if key == DELETION_COST && !is_cost(value) {
            errors.invalid(&place, format!("`{value}` is not a cost: it is a whole number of 32 bits"));
        } else {
            profile(key, value, spec, at, errors);
        }
    }
}

/// Checks the annotations for profiles of seccomp and `AppArmor`.
fn profile(key: &str, profile: &str, spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if key == SECCOMP_OF_POD || key.starts_with(SECCOMP_OF_CONTAINER) {
        seccomp(key, profile, at, errors);
    } else if let Some(container) = key.strip_prefix(APP_ARMOR) {
        app_armor(container, profile, spec, &at.key(key), errors);
    }
}

/// Whether a text is a number as the server reads a cost: no `+`, no zero before another digit.
fn is_cost(text: &str) -> bool {
    let is_plain = text == "0" || text.starts_with(|first: char| matches!(first, '-' | '1'..='9'));
    is_plain && text.parse::<i32>().is_ok()
}

/// Checks a profile of system calls; the server takes the key for a field.
fn seccomp(key: &str, profile: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let is_right = match profile.strip_prefix("localhost/") {
        Some("") => true,
        Some(path) => check_sub(path).is_ok(),
        None => matches!(profile, "runtime/default" | "docker/default" | "unconfined"),
    };
    if !is_right {
        let message = format!(
            "`{profile}` is not a profile: it is `runtime/default`, `unconfined` or `localhost/` and a path"
        );
        errors.invalid(&at.field(key), message).standing_at(&at.key(key));
    }
}

fn app_armor(container: &str, profile: &str, spec: &PodSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !lists(spec).iter().flat_map(|(_, list)| list.iter()).any(|one| one.name == container) {
        errors.invalid(at, format!("`{container}` is not a container of this Pod"));
    }
    let is_right =
        matches!(profile, "" | "runtime/default" | "unconfined") || profile.starts_with("localhost/");
    if !is_right {
        let message = format!(
            "`{profile}` is not a profile: it is `runtime/default`, `unconfined` or `localhost/` and a name"
        );
        errors.invalid(at, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{accepts, refuses};

    fn pod(annotation: &str) -> String {
        format!(
            "{{apiVersion: v1, kind: Pod, metadata: {{name: p, annotations: {{{annotation}}}}}, spec: {{containers: [{{name: a, image: b}}]}}}}"
        )
    }

    #[test]
    fn some_annotations_are_read() {
        for annotation in [
            "controller.kubernetes.io/pod-deletion-cost: '-100'",
            "seccomp.security.alpha.kubernetes.io/pod: localhost/a/b.json",
            "container.seccomp.security.alpha.kubernetes.io/a: runtime/default",
            "container.apparmor.security.beta.kubernetes.io/a: localhost/x",
            "anything.example/else: ''",
        ] {
            accepts(&pod(annotation));
        }
        for (annotation, path, words) in [
            (
                "controller.kubernetes.io/pod-deletion-cost: '+1'",
                "[controller.kubernetes.io/pod-deletion-cost]",
                "32 bits",
            ),
            ("kubernetes.io/config.mirror: x", "[kubernetes.io/config.mirror]", "names the node"),
            (
                "seccomp.security.alpha.kubernetes.io/pod: default",
                ".seccomp.security.alpha.kubernetes.io/pod",
                "not a profile",
            ),
            (
                "container.apparmor.security.beta.kubernetes.io/b: unconfined",
                "[container.apparmor.security.beta.kubernetes.io/b]",
                "not a container",
            ),
        ] {
            refuses(&pod(annotation), &format!("metadata.annotations{path}"), words);
        }
    }
}
