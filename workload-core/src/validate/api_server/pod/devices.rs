//! Volumes that a container uses as block devices.

use k8s_openapi::api::core::v1::Container;

use super::scope::Scope;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::field_error::FieldErrors;

/// Checks the devices of a container; `at` is their list.
pub(super) fn check(
    scope: &Scope<'_>,
    container: &Container,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let devices = container.volume_devices.as_deref().unwrap_or_default();
    if devices.is_empty() {
        return;
    }
    let mounts = || container.volume_mounts.iter().flatten();
    let mounted: Seen<_> = mounts().map(|mount| mount.name.as_str()).collect();
    let mount_paths: Seen<_> = mounts().map(|mount| mount.mount_path.as_str()).collect();
    let (mut names, mut paths) = (Seen::default(), Seen::default());
    for (index, device) in devices.iter().enumerate() {
        let (at, name) = (at.index(index), device.name.as_str());
        volume(scope, name, [names.again(name), mounted.has(name)], &at.field("name"), errors);
        let path = device.device_path.as_str();
        self::path(path, [paths.again(path), mount_paths.has(path)], &at.field("devicePath"), errors);
    }
}

/// Checks the name of the volume; `at` is the name.
fn volume(
    scope: &Scope<'_>,
    name: &str,
    [is_repeated, is_mounted]: [bool; 2],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if !checks::said(name, "a device names its volume", at, errors) {
        return;
    }
    if is_repeated {
        errors.invalid(at, format!("`{name}` is a device of this container already"));
    }
    is_claim(scope, name, at, errors);
    if is_mounted {
        errors.invalid(at, format!("`{name}` is mounted in this container: it cannot be a device too"));
    }
}

/// Checks that a volume of that name is a claim.
fn is_claim(scope: &Scope<'_>, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if scope.is_claimed(name) {
        return;
    }
    let Some(volume) = scope.volume(name) else {
        errors.not_found(at, name, "a volume of this Pod", scope.volume_names());
        return;
    };
    if volume.persistent_volume_claim.is_none() && volume.ephemeral.is_none() {
        let message = format!("`{name}` is no claim: a device is a `persistentVolumeClaim` or `ephemeral`");
        errors.invalid(at, message);
    }
}

fn path(path: &str, [is_repeated, is_of_mount]: [bool; 2], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if !checks::said(path, "a device has a path: `devicePath: /dev/xvda`", at, errors) {
        return;
    }
    checks::no_step_up(path, at, errors);
    if is_repeated {
        errors.invalid(at, format!("`{path}` is the path of another device"));
    }
    if is_of_mount {
        errors.invalid(at, format!("`{path}` is the path of a mount of this container"));
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{accepts, deployment, refuses};

    fn with(devices: &str) -> String {
        deployment(&format!(
            "containers: [{{name: a, image: b, {devices}}}], volumes: [{{name: c, persistentVolumeClaim: {{claimName: x}}}}, {{name: d}}]"
        ))
    }

    #[test]
    fn devices_are_claims() {
        accepts(&with(
            "volumeDevices: [{name: c, devicePath: /dev/a}], volumeMounts: [{name: d, mountPath: /d}]",
        ));
        for (devices, path, words) in [
            ("volumeDevices: [{devicePath: /a}]", "[0].name", "names its volume"),
            ("volumeDevices: [{name: e, devicePath: /a}]", "[0].name", "not a volume of this Pod"),
            ("volumeDevices: [{name: d, devicePath: /a}]", "[0].name", "no claim"),
            ("volumeDevices: [{name: c}]", "[0].devicePath", "has a path"),
            ("volumeDevices: [{name: c, devicePath: /a/..}]", "[0].devicePath", "`..`"),
            ("volumeDevices: [{name: c, devicePath: /a}, {name: c, devicePath: /b}]", "[1].name", "already"),
        ] {
            refuses(&with(devices), &format!("spec.template.spec.containers[0].volumeDevices{path}"), words);
        }
    }
}
