//! A mount of a volume that the app has, in a container beside the main one.

use k8s_openapi::api::core::v1::VolumeMount;

use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::{MountPath, Name, SubPath};

/// A volume by its name, and where it appears: `mount(volume = "data", path = "/data")`.
#[derive(Clone, Debug, Default)]
pub struct MountRef {
    pub(crate) raw: VolumeMount,
}

impl MountRef {
    /// No volume yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The volume, by the name of its field.
    pub fn volume(&mut self, name: Name) -> &mut Self {
        self.raw.name = name.into();
        self
    }

    /// Where it appears in the container.
    pub fn path(&mut self, path: MountPath) -> &mut Self {
        self.raw.mount_path = path.into();
        self
    }

    /// Keeps the container from writing to it.
    pub fn read_only(&mut self, on: bool) -> &mut Self {
        self.raw.read_only = Some(on);
        self
    }

    /// Only this path of the volume.
    pub fn sub_path(&mut self, path: SubPath) -> &mut Self {
        self.raw.sub_path = Some(path.into());
        self
    }

    #[track_caller]
    const fn check(keys: &'static [Leaf]) {
        if find(keys, "volume").is_none() || find(keys, "path").is_none() {
            panic!("a mount says which volume and where: `mount(volume = \"data\", path = \"/data\")`");
        }
    }
}

group_forms!(MountRef: "`mount(volume = \"data\", path = \"/data\")`", check => MountRef::check, repeats);
