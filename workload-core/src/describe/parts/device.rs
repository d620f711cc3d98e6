//! A volume that a container uses as a raw block device.

use k8s_openapi::api::core::v1::VolumeDevice;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::{MountPath, Name};
use crate::syntax::text::Message;

/// A volume of the app as a device: `device(volume = "data", path = "/dev/xvda")`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Device {
    pub(crate) raw: VolumeDevice,
}

impl Device {
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

    /// Where the device appears in the container.
    pub fn path(&mut self, path: MountPath) -> &mut Self {
        self.raw.device_path = path.into();
        self
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "volume").is_none() || find(keys, "path").is_none() {
            return Err(Message::of(
                "a device says which volume and where: `device(volume = \"data\", path = \"/dev/xvda\")`",
            ));
        }
        Ok(())
    }
}

group_forms!(Device: "`device(volume = \"data\", path = \"/dev/xvda\")`", check => Device::check, repeats);
