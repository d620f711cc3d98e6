//! Room for data that may be lost with the Pod.

use k8s_openapi::api::core::v1::{EmptyDirVolumeSource, Volume};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as RawQuantity;
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::Quantity;

/// An `emptyDir`: it outlives a restart of the container and goes with the Pod (article §7.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Scratch {
    size: Option<Quantity>,
    memory: bool,
}

impl Scratch {
    /// On the node's disk, as large as that has room.
    #[must_use]
    pub const fn new() -> Self {
        Self { size: None, memory: false }
    }

    /// On the node's disk, up to `size`; a Pod that exceeds it is evicted.
    ///
    /// # Panics
    ///
    /// When `size` is no [`Quantity`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn sized(size: &'static str) -> Self {
        Self { size: Some(Quantity::new(size)), memory: false }
    }

    /// In memory, as large as the containers' limits allow.
    #[must_use]
    pub const fn unlimited_memory() -> Self {
        Self { size: None, memory: true }
    }

    /// In memory, up to `size`, which counts as the containers' own.
    ///
    /// # Panics
    ///
    /// When `size` is no [`Quantity`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn memory(size: &'static str) -> Self {
        Self { size: Some(Quantity::new(size)), memory: true }
    }
}

impl AsVolume for Scratch {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        let medium = self.memory.then(|| "Memory".to_owned());
        // Later versions of Kubernetes have more fields: it is not written out whole.
        let mut source = EmptyDirVolumeSource { medium, ..EmptyDirVolumeSource::default() };
        source.size_limit = self.size.as_ref().map(|size| RawQuantity(size.to_string()));
        let volume = Volume { empty_dir: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
