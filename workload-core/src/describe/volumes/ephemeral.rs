//! A claim that lives as long as its Pod.

use k8s_openapi::api::core::v1::{EphemeralVolumeSource, PersistentVolumeClaimTemplate, Volume};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};

use super::access::AccessMode;
use super::as_volume::{AnyShape, AsVolume};
use super::claim_request::{ClaimRequest, claim_settings};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::{AnnotationKey, IntoValue, LabelKey, LabelValue, ObjectName, Quantity};

/// A claim that is made with each Pod and deleted with it, for scratch data that needs real storage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Ephemeral {
    request: ClaimRequest,
    access: AccessMode,
}

impl Ephemeral {
    /// A claim of `size`, ReadWriteOnce, of the cluster's default storage class.
    ///
    /// # Panics
    ///
    /// When `size` is no [`Quantity`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(size: &'static str) -> Self {
        Self::of(Quantity::new(size))
    }

    /// A claim of a size that comes at run time.
    #[must_use]
    pub const fn of(size: Quantity) -> Self {
        Self { request: ClaimRequest::new(size), access: AccessMode::ReadWriteOnce }
    }

    /// The same claim, with that access mode.
    #[doc(alias("accessModes", "access_modes", "accessMode", "access_mode"))]
    #[must_use]
    pub fn access(mut self, mode: AccessMode) -> Self {
        self.access = mode;
        self
    }

    claim_settings!(change => Self::change);

    fn change(&mut self, change: impl FnOnce(&mut ClaimRequest)) {
        change(&mut self.request);
    }
}

impl AsVolume for Ephemeral {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        let template = PersistentVolumeClaimTemplate {
            metadata: Some(self.request.meta()).filter(|meta| *meta != ObjectMeta::default()),
            spec: self.request.spec(self.access),
        };
        let source = EphemeralVolumeSource { volume_claim_template: Some(template) };
        let volume = Volume { ephemeral: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
