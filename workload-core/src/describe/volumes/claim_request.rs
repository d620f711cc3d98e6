//! What a claim asks for, whoever it is for: all Pods, each Pod, or one Pod while it lives.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, TypedLocalObjectReference, VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as RawQuantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::{Deserialize, Serialize};

use super::access::AccessMode;
use crate::k8s::values::{ObjectName, Quantity};
use crate::syntax::text::filled;

/// What a claim asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ClaimRequest {
    size: Quantity,
    #[serde(default)]
    storage_class: Option<String>,
    #[serde(default)]
    block: bool,
    #[serde(default)]
    volume: Option<ObjectName>,
    #[serde(default)]
    snapshot: Option<ObjectName>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
}

impl ClaimRequest {
    /// A claim of `size`, of the cluster's default storage class.
    pub(super) const fn new(size: Quantity) -> Self {
        Self {
            size,
            storage_class: None,
            block: false,
            volume: None,
            snapshot: None,
            labels: BTreeMap::new(),
            annotations: BTreeMap::new(),
        }
    }

    pub(super) fn storage_class(&mut self, name: &str) {
        self.storage_class = Some(name.to_owned());
    }

    pub(super) fn block(&mut self) {
        self.block = true;
    }

    pub(super) fn volume(&mut self, name: ObjectName) {
        self.volume = Some(name);
    }

    pub(super) fn snapshot(&mut self, name: ObjectName) {
        self.snapshot = Some(name);
    }

    pub(super) fn label(&mut self, key: String, value: String) {
        self.labels.insert(key, value);
    }

    pub(super) fn annotation(&mut self, key: String, value: String) {
        self.annotations.insert(key, value);
    }

    /// The claim's spec, with that access mode.
    pub(super) fn spec(&self, mode: AccessMode) -> PersistentVolumeClaimSpec {
        let requests = [("storage".to_owned(), RawQuantity(self.size.to_string()))];
        let snapshot = |name: &ObjectName| TypedLocalObjectReference {
            api_group: Some("snapshot.storage.k8s.io".to_owned()),
            kind: "VolumeSnapshot".to_owned(),
            name: name.to_string(),
        };
        PersistentVolumeClaimSpec {
            access_modes: Some(vec![mode.as_str().to_owned()]),
            storage_class_name: self.storage_class.clone(),
            volume_mode: self.block.then(|| "Block".to_owned()),
            volume_name: self.volume.as_ref().map(ToString::to_string),
            data_source: self.snapshot.as_ref().map(snapshot),
            resources: Some(VolumeResourceRequirements {
                requests: Some(requests.into()),
                ..VolumeResourceRequirements::default()
            }),
            ..PersistentVolumeClaimSpec::default()
        }
    }

    /// The claim's own labels and annotations; its name is filled in later.
    pub(super) fn meta(&self) -> ObjectMeta {
        let (labels, annotations) = (filled(&self.labels), filled(&self.annotations));
        ObjectMeta { labels, annotations, ..ObjectMeta::default() }
    }

    /// The claim, with that access mode.
    pub(super) fn claim(&self, mode: AccessMode) -> PersistentVolumeClaim {
        PersistentVolumeClaim {
            metadata: self.meta(),
            spec: Some(self.spec(mode)),
            ..PersistentVolumeClaim::default()
        }
    }
}

/// Settings that every volume made of a claim has, as methods that chain.
macro_rules! claim_settings {
    ($request:ident => $($apply:tt)+) => {
        /// The same claim, of that storage class.
        #[doc(alias("storageClassName", "storage_class_name"))]
        #[must_use]
        #[track_caller]
        pub fn storage_class(mut self, name: impl IntoValue<ObjectName>) -> Self {
            let name = name.into_value();
            let $request = |request: &mut ClaimRequest| request.storage_class(name.as_str());
            $($apply)+(&mut self, $request);
            self
        }

        /// The same claim, bound by hand to a volume without a storage class.
        #[must_use]
        pub fn no_storage_class(mut self) -> Self {
            let $request = |request: &mut ClaimRequest| request.storage_class("");
            $($apply)+(&mut self, $request);
            self
        }

        /// The same claim as a raw block device, which containers use with `device`.
        #[doc(alias("volumeMode", "volume_mode"))]
        #[must_use]
        pub fn block(mut self) -> Self {
            let $request = |request: &mut ClaimRequest| request.block();
            $($apply)+(&mut self, $request);
            self
        }

        /// The same claim, filled from the `VolumeSnapshot` called `name`.
        #[must_use]
        #[track_caller]
        pub fn from_snapshot(mut self, name: impl IntoValue<ObjectName>) -> Self {
            let name = name.into_value();
            let $request = |request: &mut ClaimRequest| request.snapshot(name);
            $($apply)+(&mut self, $request);
            self
        }

        /// The same claim with one more label.
        #[must_use]
        #[track_caller]
        pub fn label(mut self, key: impl IntoValue<LabelKey>, value: impl IntoValue<LabelValue>) -> Self {
            let key = key.into_value();
            let value = value.into_value();
            let $request = |request: &mut ClaimRequest| request.label(key.into(), value.into());
            $($apply)+(&mut self, $request);
            self
        }

        /// The same claim with one more annotation.
        #[must_use]
        #[track_caller]
        pub fn annotation(mut self, key: impl IntoValue<AnnotationKey>, value: impl Into<String>) -> Self {
            let key = key.into_value();
            let value = value.into();
            let $request = |request: &mut ClaimRequest| request.annotation(key.into(), value);
            $($apply)+(&mut self, $request);
            self
        }
    };
}

pub(super) use claim_settings;
