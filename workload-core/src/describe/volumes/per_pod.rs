//! A claim for each Pod, which finds its way back to the Pod of the same name.

use serde::{Deserialize, Serialize};

use super::access::AccessMode;
use super::as_volume::{AsVolume, ClaimForEachPod};
use super::claim_request::{ClaimRequest, claim_settings};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::{AnnotationKey, IntoValue, LabelKey, LabelValue, ObjectName, Quantity};

/// Data that each Pod keeps for itself: a `volumeClaimTemplates` entry of a stateful app.
///
/// Field `data` of app `redis` gives the claims `data-redis-0`, `data-redis-1`, …; a rebuilt
/// Pod binds its claim again (article §4.3).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PerPod {
    request: ClaimRequest,
    access: AccessMode,
}

impl PerPod {
    /// A claim of `size` for each Pod, ReadWriteOnce, of the cluster's default storage class.
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

impl AsVolume for PerPod {
    type Fits = ClaimForEachPod;

    fn volume_source(&self) -> VolumeSource {
        let template = self.request.claim(self.access);
        VolumeSource { claim_template: Some(template), ..VolumeSource::default() }
    }
}
