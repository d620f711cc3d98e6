//! What becomes of the data in a volume, and who mounts it.

use k8s_openapi::api::core::v1::{Container, Volume, VolumeMount};

use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::subject::Subject;

/// How long a volume's data stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lasting {
    /// Gone with the Pod: `emptyDir`, or a claim that is made and deleted with the Pod.
    Scratch {
        /// The volume's number in the list.
        volume: usize,
        /// The field that says so.
        field: &'static str,
    },
    /// It outlives the Pod, or may.
    Lasts,
    /// Files that are put there, and no place for data: a ConfigMap, a Secret, an image.
    Given,
}

/// The Pods' volumes.
pub(crate) fn volumes<'s>(subject: &Subject<'s>) -> &'s [Volume] {
    subject.pod().and_then(|pod| pod.spec.volumes.as_deref()).unwrap_or_default()
}

/// A container's mounts.
pub(crate) fn mounts(container: &Container) -> &[VolumeMount] {
    container.volume_mounts.as_deref().unwrap_or_default()
}

/// How long the data of the volume `name` stays. A volume that is nowhere to be seen may last.
pub(crate) fn lasting(subject: &Subject<'_>, name: &str) -> Lasting {
    let is_template = templates(subject).iter().any(|claim| claim.metadata.name.as_deref() == Some(name));
    let found = volumes(subject).iter().enumerate().find(|(_, volume)| volume.name == name);
    let Some((number, volume)) = found.filter(|_| !is_template) else { return Lasting::Lasts };
    let given = volume.config_map.is_some()
        || volume.secret.is_some()
        || volume.downward_api.is_some()
        || volume.projected.is_some();
    if volume.empty_dir.is_some() {
        Lasting::Scratch { volume: number, field: "emptyDir" }
    } else if volume.ephemeral.is_some() {
        Lasting::Scratch { volume: number, field: "ephemeral" }
    } else if given {
        Lasting::Given
    } else {
        Lasting::Lasts
    }
}

/// Whether any container of the Pods uses the volume `name`.
pub(crate) fn is_used(subject: &Subject<'_>, name: &str) -> bool {
    subject.containers().any(|part| {
        let devices = part.container.volume_devices.as_deref().unwrap_or_default();
        mounts(part.container).iter().any(|mount| mount.name == name)
            || devices.iter().any(|device| device.name == name)
    })
}

/// Whether `path` is `folder` or lies below it.
pub(crate) fn is_in(path: &str, folder: &str) -> bool {
    let folder = if folder.ends_with('/') { folder.trim_end_matches('/') } else { folder };
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_lies_in_its_folders() {
        assert!(is_in("/data", "/data") && is_in("/data/db", "/data/") && is_in("/data", "/"));
        assert!(!is_in("/database", "/data") && !is_in("/data", "/data/db"));
    }
}
