//! A claim for each Pod, which finds its way back to the Pod of the same name.

use super::access::{AccessMode, claim};
use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::can;
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::{ObjectName, Quantity};

/// Data that each Pod keeps for itself: a `volumeClaimTemplates` entry of a stateful app.
///
/// Field `data` of app `redis` gives the claims `data-redis-0`, `data-redis-1`, …; a rebuilt
/// Pod binds its claim again (article §4.3).
#[derive(Clone, Debug)]
pub struct PerPod {
    size: Quantity,
    storage_class: Option<ObjectName>,
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
        Self { size, storage_class: None, access: AccessMode::ReadWriteOnce }
    }

    /// The same claim, of that storage class.
    #[must_use]
    pub fn storage_class(mut self, name: ObjectName) -> Self {
        self.storage_class = Some(name);
        self
    }

    /// The same claim, with that access mode.
    #[must_use]
    pub fn access(mut self, mode: AccessMode) -> Self {
        self.access = mode;
        self
    }
}

impl<S: can::PerPodClaims> FromField<PerPod> for Mount<S> {
    fn from_field(field: &FieldName, volume: &PerPod) -> Option<Self> {
        let name = field.kebab();
        let template = claim(&name, volume.access, &volume.size, volume.storage_class.as_ref());
        Some(Self::of(name, VolumeSource { claim_template: Some(template), ..VolumeSource::default() }))
    }
}
