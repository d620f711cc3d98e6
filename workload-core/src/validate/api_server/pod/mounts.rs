//! Where volumes appear in a container.

use k8s_openapi::api::core::v1::{Container, VolumeMount};

use super::scope::Scope;
use crate::k8s::values::check_sub;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

const PROPAGATION: [&str; 3] = ["Bidirectional", "HostToContainer", "None"];
const RECURSIVE: [&str; 3] = ["Disabled", "Enabled", "IfPossible"];

/// Checks the mounts of a container; `at` is their list.
pub(super) fn check(
    scope: &Scope<'_>,
    container: &Container,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let mounts = container.volume_mounts.as_deref().unwrap_or_default();
    let devices = Devices::of(container);
    let mut paths = Seen::default();
    for (index, mount) in mounts.iter().enumerate() {
        let stands = at.index(index);
        volume(scope, &devices, mount, &stands.field("name"), errors);
        path(&devices, mount, paths.again(mount.mount_path.as_str()), &stands.field("mountPath"), errors);
        sub_path_once(mount, &stands, errors);
        // For the rest the server goes by the name of the list.
        errors.renamed(at, &stands, |errors| modes(container, mount, &stands, errors));
    }
}

/// Checks which part of the volume is mounted, and how.
fn modes(container: &Container, mount: &VolumeMount, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    sub_paths(mount, at, errors);
    propagation(container, mount, &at.field("mountPropagation"), errors);
    recursion(mount, &at.field("recursiveReadOnly"), errors);
}

/// The devices of a container.
struct Devices<'c> {
    names: Seen<&'c str>,
    paths: Seen<&'c str>,
}

impl<'c> Devices<'c> {
    fn of(container: &'c Container) -> Self {
        let devices = || container.volume_devices.iter().flatten();
        Self {
            names: devices().map(|device| device.name.as_str()).collect(),
            paths: devices().map(|device| device.device_path.as_str()).collect(),
        }
    }
}

fn volume(
    scope: &Scope<'_>,
    devices: &Devices<'_>,
    mount: &VolumeMount,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if !checks::said(&mount.name, "a mount names its volume", at, errors) {
        return;
    }
    if scope.volume(&mount.name).is_none() && !scope.is_claimed(&mount.name) {
        errors.not_found(at, &mount.name, "a volume of this Pod", scope.volume_names());
    }
    if devices.names.has(&mount.name) {
        let message = format!("`{}` is a device of this container: it cannot be mounted too", mount.name);
        errors.invalid(at, message);
    }
}

fn path(
    devices: &Devices<'_>,
    mount: &VolumeMount,
    is_repeated: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let path = &mount.mount_path;
    checks::said(path, "a mount has a path in the container: `mountPath: /data`", at, errors);
    if is_repeated && !path.is_empty() {
        errors.invalid(at, format!("`{path}` is mounted twice: each path takes one volume"));
    }
    if !path.is_empty() && devices.paths.has(path) {
        errors.invalid(at, format!("`{path}` is the path of a device of this container"));
    }
}

fn given(text: Option<&String>) -> Option<&String> {
    text.filter(|text| !text.is_empty())
}

fn sub_path_once(mount: &VolumeMount, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if given(mount.sub_path.as_ref()).is_some() && given(mount.sub_path_expr.as_ref()).is_some() {
        let message = "a mount has a `subPath` or a `subPathExpr`, not both";
        errors.invalid(&at.field("subPathExpr"), message);
    }
}

fn sub_paths(mount: &VolumeMount, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (field, path) in [("subPath", &mount.sub_path), ("subPathExpr", &mount.sub_path_expr)] {
        if let Some(path) = given(path.as_ref()) {
            checks::text(check_sub(path), &at.field(field), errors);
        }
    }
}

fn propagation(container: &Container, mount: &VolumeMount, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::strict_word(mount.mount_propagation.as_ref(), &PROPAGATION, at, errors);
    let context = container.security_context.as_ref();
    let is_privileged = context.is_some_and(|context| context.privileged == Some(true));
    if mount.mount_propagation.as_deref() == Some("Bidirectional") && !is_privileged {
        let message =
            "only a privileged container mounts something on the node: `privileged: true` is missing";
        errors.forbidden(at, message);
    }
}

fn recursion(mount: &VolumeMount, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    checks::strict_word(mount.recursive_read_only.as_ref(), &RECURSIVE, at, errors);
    if !matches!(mount.recursive_read_only.as_deref(), Some("Enabled" | "IfPossible")) {
        return;
    }
    if mount.read_only != Some(true) {
        errors.forbidden(at, "what is mounted below is read-only where the mount is: set `readOnly: true`");
    }
    if mount.mount_propagation.as_deref().is_some_and(|propagation| propagation != "None") {
        errors.forbidden(at, "this excludes a `mountPropagation` other than `None`");
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn what_the_server_takes_is_taken() {
        container_accepts(&[
            "volumeMounts: [{name: data, mountPath: rel/a:b}, {name: data, mountPath: /a}, {name: data, mountPath: /a/}]",
            "volumeMounts: [{name: data, mountPath: /a, subPath: b/c..d}, {name: data, mountPath: /b, subPathExpr: $(X)/y}]",
            "volumeMounts: [{name: data, mountPath: /a, mountPropagation: Bidirectional}], securityContext: {privileged: true}",
            "volumeMounts: [{name: data, mountPath: /a, readOnly: true, recursiveReadOnly: Enabled, mountPropagation: None}]",
        ]);
    }

    #[test]
    fn what_the_server_refuses_is_refused_at_its_path() {
        let mounts = |mounts: &str| format!("volumeMounts: [{mounts}]");
        for (text, path, words) in [
            ("{mountPath: /a}", "[0].name", "names its volume"),
            ("{name: dta, mountPath: /a}", "[0].name", "not a volume of this Pod"),
            ("{name: data}", "[0].mountPath", "has a path"),
            ("{name: data, mountPath: /a}, {name: data, mountPath: /a}", "[1].mountPath", "mounted twice"),
            ("{name: data, mountPath: /a, subPath: /b}", ".subPath", "relative"),
            ("{name: data, mountPath: /a, subPathExpr: b/..}", ".subPathExpr", "`..`"),
            ("{name: data, mountPath: /a, subPath: b, subPathExpr: c}", "[0].subPathExpr", "not both"),
            (
                "{name: data, mountPath: /a, mountPropagation: none}",
                ".mountPropagation",
                "expected `Bidirectional`",
            ),
            (
                "{name: data, mountPath: /a, mountPropagation: Bidirectional}",
                ".mountPropagation",
                "privileged",
            ),
            (
                "{name: data, mountPath: /a, recursiveReadOnly: Enabled}",
                ".recursiveReadOnly",
                "`readOnly: true`",
            ),
            (
                "{name: data, mountPath: /a, recursiveReadOnly: ''}",
                ".recursiveReadOnly",
                "expected `Disabled`",
            ),
        ] {
            container_refuses(&[(&mounts(text), &format!("volumeMounts{path}"), words)]);
        }
    }
}
