//! A mount of a volume that the app has, in a container beside the main one.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::VolumeMount;
use serde::{Deserialize, Serialize};

use super::mount::{MountPropagation, RecursiveReadOnly};
use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::{MountPath, Name, SubPath};
use crate::syntax::text::Message;

/// A volume by its name, and where it appears: `mount(volume = "data", path = "/data")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
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
    #[doc(alias("mountPath", "mount_path"))]
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

    /// Only the path of the volume that this pattern gives, with `$(NAME)` for variables of the
    /// container.
    pub fn sub_path_expr(&mut self, pattern: Cow<'static, str>) -> &mut Self {
        self.raw.sub_path_expr = Some(pattern.into_owned());
        self
    }

    /// Whether mounts inside it are seen by the node and by other containers.
    #[doc(alias("mountPropagation", "mount_propagation"))]
    pub fn propagation(&mut self, propagation: MountPropagation) -> &mut Self {
        self.raw.mount_propagation = Some(propagation.into());
        self
    }

    /// Whether mounts inside a read-only volume are read-only too.
    pub fn recursive_read_only(&mut self, mode: RecursiveReadOnly) -> &mut Self {
        self.raw.recursive_read_only = Some(mode.into());
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "volume").is_none() || find(keys, "path").is_none() {
            return Err(Message::of(
                "a mount says which volume and where: `mount(volume = \"data\", path = \"/data\")`",
            ));
        }
        Ok(())
    }
}

group_forms!(MountRef: "`mount(volume = \"data\", path = \"/data\")`", check => MountRef::check, repeats);
