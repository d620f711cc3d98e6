//! A claim for each Pod, which finds its way back to the Pod of the same name.

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as RawQuantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::literal::{FieldName, FromField};
use crate::parts::{Mount, Supply};
use crate::shape::can;
use crate::values::Quantity;

/// Data that each Pod keeps for itself: a `volumeClaimTemplates` entry of a stateful app.
///
/// Field `data` of app `redis` gives the claims `data-redis-0`, `data-redis-1`, …; a rebuilt
/// Pod binds its claim again (article §4.3).
#[derive(Clone, Debug)]
pub struct PerPod {
    size: Quantity,
    storage_class: Option<String>,
    access_mode: &'static str,
}

impl PerPod {
    /// A claim of `size` for each Pod, ReadWriteOnce, of the cluster's default storage class.
    #[must_use]
    pub fn new(size: Quantity) -> Self {
        Self { size, storage_class: None, access_mode: "ReadWriteOnce" }
    }

    fn template(&self, name: &str) -> PersistentVolumeClaim {
        let requests = [("storage".to_owned(), RawQuantity(self.size.to_string()))];
        PersistentVolumeClaim {
            metadata: ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() },
            spec: Some(PersistentVolumeClaimSpec {
                access_modes: Some(vec![self.access_mode.to_owned()]),
                storage_class_name: self.storage_class.clone(),
                resources: Some(VolumeResourceRequirements {
                    requests: Some(requests.into()),
                    ..VolumeResourceRequirements::default()
                }),
                ..PersistentVolumeClaimSpec::default()
            }),
            ..PersistentVolumeClaim::default()
        }
    }
}

impl<S: can::OwnClaims> FromField<PerPod> for Mount<S> {
    fn from_field(field: &FieldName, claim: &PerPod) -> Option<Self> {
        let name = field.kebab();
        let template = claim.template(&name);
        Some(Self::of(name, Supply { claim_template: Some(template), ..Supply::default() }))
    }
}
