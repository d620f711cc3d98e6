//! One claim for all Pods of an app.

use std::marker::PhantomData;

use k8s_openapi::api::core::v1::{PersistentVolumeClaimVolumeSource, Volume};
use serde::{Deserialize, Serialize};

use super::access::{Access, ReadWriteOnce};
use super::as_volume::{AsVolume, SharedByPods};
use super::claim_request::{ClaimRequest, claim_settings};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::{AnnotationKey, IntoValue, LabelKey, LabelValue, ObjectName, Quantity};

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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, bound = "")]
pub struct Claim<A: Access = ReadWriteOnce> {
    source: Source,
    #[serde(default)]
    name: Option<ObjectName>,
    #[serde(default)]
    read_only: bool,
    #[serde(skip)]
    access: PhantomData<A>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Source {
    Existing(ObjectName),
    New(ClaimRequest),
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
        Self::existing_of(ObjectName::new(name))
    }

    /// The claim that exists under a name that comes at run time.
    #[must_use]
    pub const fn existing_of(name: ObjectName) -> Self {
        Self { source: Source::Existing(name), name: None, read_only: false, access: PhantomData }
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
        let source = Source::New(ClaimRequest::new(size));
        Self { source, name: None, read_only: false, access: PhantomData }
    }

    /// The name of the claim that comes with the app; made of the app's and the field's unless said.
    #[must_use]
    #[track_caller]
    pub fn named(mut self, name: impl IntoValue<ObjectName>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// The same claim, mounted read-only in every container.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }

    /// The same claim, bound to the `PersistentVolume` called `name`.
    #[must_use]
    #[track_caller]
    pub fn volume(mut self, name: impl IntoValue<ObjectName>) -> Self {
        let name = name.into_value();
        self.change(|request| request.volume(name));
        self
    }

    claim_settings!(change => Self::change);

    /// Says more about a claim that comes with the app; one that exists is what it is.
    fn change(&mut self, change: impl FnOnce(&mut ClaimRequest)) {
        if let Source::New(request) = &mut self.source {
            change(request);
        }
    }
}

impl<A: Access> AsVolume for Claim<A> {
    type Fits = SharedByPods;

    const ONE_POD_AT_A_TIME: bool = A::ONE_POD_AT_A_TIME;

    fn volume_source(&self) -> VolumeSource {
        let (claim_name, claim) = match &self.source {
            Source::Existing(existing) => (existing.to_string(), None),
            // Called after the app as well, once its name is known.
            Source::New(request) => (String::new(), Some(request.claim(A::MODE))),
        };
        let source =
            PersistentVolumeClaimVolumeSource { claim_name, read_only: self.read_only.then_some(true) };
        let volume = Volume { persistent_volume_claim: Some(source), ..Volume::default() };
        VolumeSource {
            claim,
            object_name: self.name.as_ref().map(ToString::to_string),
            one_pod: A::ONE_POD_AT_A_TIME,
            ..VolumeSource::volume(volume)
        }
    }
}
