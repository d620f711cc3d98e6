//! `device`: volumes that a container uses as raw block devices.

use super::on_container::on_container;
use crate::describe::parts::Device;

on_container! {
    /// `device(volume = "data", path = "/dev/xvda")`: a volume of the app as a raw block device; its claim says
    /// `block()`, and its field is `#[workload(volume)]`.
    #[doc(alias("volumeDevices", "volume_devices"))]
    pub fn device(&mut self, device: Device) {
        let devices = self.raw.volume_devices.get_or_insert_default();
        let path = format!("volumeDevices[{}]", devices.len());
        devices.push(device.raw);
        self.note(&path)
    }
}
