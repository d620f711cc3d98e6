//! What the rules over many objects know of a `PersistentVolume`.

use k8s_openapi::api::core::v1::PersistentVolumeSpec;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::k8s::namespace_key;
use crate::k8s::values::Quantity as Amount;

/// An amount: as it is written, and as it is compared.
pub(crate) type Size = (Box<str>, i128);

/// A volume that somebody made by hand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PersistentVolumeRecord {
    pub(crate) capacity: Option<Size>,
    pub(crate) modes: Box<[Box<str>]>,
    /// Its storage class, which may be empty.
    pub(crate) class: Box<str>,
    /// Whether it is kept for a certain claim.
    pub(crate) is_taken: bool,
    /// The namespace and the name of that claim.
    pub(crate) kept_for: Option<(Box<str>, Box<str>)>,
}

impl PersistentVolumeRecord {
    pub(super) fn of(spec: &PersistentVolumeSpec) -> Self {
        let modes = spec.access_modes.iter().flatten().map(|mode| mode.as_str().into());
        Self {
            capacity: spec.capacity.as_ref().and_then(|all| size(all.get("storage"))),
            modes: modes.collect(),
            class: spec.storage_class_name.as_deref().unwrap_or_default().into(),
            is_taken: spec.claim_ref.is_some(),
            kept_for: spec.claim_ref.as_ref().and_then(|claim| {
                // One with a `uid` was bound once.
                let name = claim.name.as_deref().filter(|_| claim.uid.is_none())?;
                Some((namespace_key(claim.namespace.as_deref()).into(), name.into()))
            }),
        }
    }
}

/// An amount that can be compared.
pub(super) fn size(quantity: Option<&Quantity>) -> Option<Size> {
    let text = quantity?.0.as_str();
    Some((text.into(), Amount::parse(text.to_owned()).ok()?.nanos()))
}
