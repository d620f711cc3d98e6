//! What becomes of the data in a volume, and who mounts it.

use std::cell::OnceCell;

use k8s_openapi::api::core::v1::{Container, Volume, VolumeMount};

use crate::syntax::text::{FastMap, FastSet};
use crate::validate::rules::facts::claim_templates::TemplateNames;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};

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

/// The volumes of a workload's Pods by name, for whoever asks for many.
pub(crate) struct NamedVolumes<'s> {
    own: FastMap<&'s str, (usize, &'s Volume)>,
    templates: TemplateNames<'s>,
}

impl<'s> NamedVolumes<'s> {
    /// Those of the Pods of a workload.
    pub(crate) fn of(subject: &Subject<'s>) -> Self {
        let own = volumes(subject).iter().enumerate().rev();
        let own = own.map(|(number, volume)| (volume.name.as_str(), (number, volume))).collect();
        Self { own, templates: TemplateNames::of(subject) }
    }

    /// The first volume of that name in the Pods' list.
    pub(crate) fn get(&self, name: &str) -> Option<&'s Volume> {
        self.own.get(name).map(|(_, volume)| *volume)
    }

    /// Whether the volume `name` is a claim, by name or from a template.
    pub(crate) fn is_claim(&self, name: &str) -> bool {
        self.templates.has(name)
            || self.get(name).is_some_and(|volume| volume.persistent_volume_claim.is_some())
    }

    /// How long the data of the volume `name` stays. A volume that is nowhere to be seen may last.
    pub(crate) fn lasting(&self, name: &str) -> Lasting {
        let own = self.own.get(name).filter(|_| !self.templates.has(name));
        own.map_or(Lasting::Lasts, |(number, volume)| lasting(*number, volume))
    }
}

fn lasting(number: usize, volume: &Volume) -> Lasting {
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

/// The names of the volumes that the containers of some Pods use, found when one is asked for.
pub(crate) struct UsedVolumes<'s> {
    subject: Subject<'s>,
    names: OnceCell<FastSet<&'s str>>,
}

impl<'s> UsedVolumes<'s> {
    /// Those of the Pods of a workload.
    pub(crate) const fn of(subject: &Subject<'s>) -> Self {
        Self { subject: *subject, names: OnceCell::new() }
    }

    /// Whether any container uses the volume `name`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.get_or_init(|| self.subject.containers().flat_map(used_by).collect()).contains(name)
    }
}

/// The volumes that a container mounts or has as devices.
fn used_by(part: ContainerPart<'_>) -> impl Iterator<Item = &str> {
    let devices = part.container.volume_devices.as_deref().unwrap_or_default();
    let mounts = mounts(part.container).iter().map(|mount| mount.name.as_str());
    mounts.chain(devices.iter().map(|device| device.name.as_str()))
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
