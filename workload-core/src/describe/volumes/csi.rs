//! A volume of a CSI driver that lives as long as its Pod.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{CSIVolumeSource, LocalObjectReference, Volume};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::{IntoValue, ObjectName};

/// A volume that a CSI driver makes for the Pod, such as secrets of a vault.
///
/// ```
/// use workload_core::values::ObjectName;
/// use workload_core::volumes::Csi;
///
/// let secrets = Csi::new(ObjectName::new("secrets-store.csi.k8s.io"))
///     .attribute("secretProviderClass", "vault")
///     .read_only();
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Csi {
    driver: ObjectName,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    #[serde(default)]
    secret: Option<ObjectName>,
    #[serde(default)]
    fs_type: Option<String>,
    #[serde(default)]
    read_only: Option<bool>,
}

impl Csi {
    /// A volume of the driver called so.
    #[must_use]
    pub const fn new(driver: ObjectName) -> Self {
        Self { driver, attributes: BTreeMap::new(), secret: None, fs_type: None, read_only: None }
    }

    /// An attribute that the driver reads; repeat it for several.
    #[doc(alias("volumeAttributes", "volume_attributes"))]
    #[must_use]
    pub fn attribute(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.attributes.insert(name.into(), value.into());
        self
    }

    /// The Secret that the driver needs.
    #[must_use]
    #[track_caller]
    pub fn secret(mut self, name: impl IntoValue<ObjectName>) -> Self {
        self.secret = Some(name.into_value());
        self
    }

    /// The file system of the volume.
    #[must_use]
    pub fn fs_type(mut self, name: impl Into<String>) -> Self {
        self.fs_type = Some(name.into());
        self
    }

    /// Keeps the Pod from writing to it.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = Some(true);
        self
    }
}

impl AsVolume for Csi {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        let reference = |name: &ObjectName| LocalObjectReference { name: name.to_string() };
        let source = CSIVolumeSource {
            driver: self.driver.to_string(),
            fs_type: self.fs_type.clone(),
            node_publish_secret_ref: self.secret.as_ref().map(reference),
            read_only: self.read_only,
            volume_attributes: crate::syntax::text::filled(&self.attributes),
        };
        let volume = Volume { csi: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
