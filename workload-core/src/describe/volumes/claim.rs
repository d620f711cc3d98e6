//! One claim for all Pods of an app.

use std::marker::PhantomData;

use k8s_openapi::api::core::v1::{PersistentVolumeClaimVolumeSource, Volume};

use super::access::{Access, ReadWriteOnce, claim};
use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::can;
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::{ObjectName, Quantity};

/// A claim that all Pods of an app share, one that exists or one that comes with the app.
///
/// ReadWriteOnce unless the type says otherwise, and then for one replica only: an app with
/// more does not compile (article §1.1). Field `data` of app `api` makes the claim `api-data`.
///
/// ```
/// use workload_core::volumes::{Claim, ReadWriteMany};
///
/// let uploads: Claim<ReadWriteMany> = Claim::new("10Gi");
/// ```
#[derive(Clone, Debug)]
pub struct Claim<A: Access = ReadWriteOnce> {
    source: Source,
    access: PhantomData<A>,
}

#[derive(Clone, Debug)]
enum Source {
    Existing(ObjectName),
    New { size: Quantity, storage_class: Option<ObjectName> },
}

impl<A: Access> Claim<A> {
    /// The claim called `name`, which exists.
    ///
    /// # Panics
    ///
    /// When `name` is no [`ObjectName`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn existing(name: &'static str) -> Self {
        Self { source: Source::Existing(ObjectName::new(name)), access: PhantomData }
    }

    /// A claim of `size` that comes with the app, of the cluster's default storage class.
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
        Self { source: Source::New { size, storage_class: None }, access: PhantomData }
    }

    /// The same claim, of that storage class; says nothing about one that exists.
    #[must_use]
    pub fn storage_class(mut self, name: ObjectName) -> Self {
        if let Source::New { storage_class, .. } = &mut self.source {
            *storage_class = Some(name);
        }
        self
    }

    fn source(&self, name: &str) -> VolumeSource {
        let (claim_name, claim) = match &self.source {
            Source::Existing(existing) => (existing.to_string(), None),
            // Called after the app as well, once its name is known.
            Source::New { size, storage_class } => {
                (String::new(), Some(claim(name, A::MODE, size, storage_class.as_ref())))
            }
        };
        let source = PersistentVolumeClaimVolumeSource { claim_name, read_only: None };
        let volume =
            Volume { name: name.to_owned(), persistent_volume_claim: Some(source), ..Volume::default() };
        VolumeSource { volume: Some(volume), claim, one_pod: A::ONE_POD_AT_A_TIME, ..VolumeSource::default() }
    }
}

impl<S: can::SharedClaims, A: Access> FromField<Claim<A>> for Mount<S> {
    const ONE_POD_AT_A_TIME: bool = A::ONE_POD_AT_A_TIME;

    fn from_field(field: &FieldName, claim: &Claim<A>) -> Option<Self> {
        let name = field.kebab();
        let source = claim.source(&name);
        Some(Self::of(name, source))
    }
}
