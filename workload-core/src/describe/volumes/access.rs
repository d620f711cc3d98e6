//! How many nodes and Pods may use a claim at once.

use std::fmt::Debug;

use k8s_openapi::api::core::v1::{
    PersistentVolumeClaim, PersistentVolumeClaimSpec, VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as RawQuantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::k8s::values::{ObjectName, Quantity};

/// Declares the access modes, as values and as types.
macro_rules! access_modes {
    ($($(#[$doc:meta])* $mode:ident: $one_pod:literal,)+) => {
        /// How many nodes and Pods may use a claim at once.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum AccessMode {
            $($(#[$doc])* $mode,)+
        }

        impl AccessMode {
            /// The mode as Kubernetes spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$mode => stringify!($mode),)+ }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $mode;

            impl Access for $mode {
                const MODE: AccessMode = AccessMode::$mode;
                const ONE_POD_AT_A_TIME: bool = $one_pod;
            }
        )+
    };
}

/// An access mode as a type, so that sharing what cannot be shared does not compile.
pub trait Access: Clone + Copy + Debug + 'static {
    /// The mode.
    const MODE: AccessMode;

    /// Whether several Pods on several nodes would wait for one another.
    const ONE_POD_AT_A_TIME: bool;
}

access_modes! {
    /// One node reads and writes.
    ReadWriteOnce: true,
    /// One Pod reads and writes.
    ReadWriteOncePod: true,
    /// Many nodes read.
    ReadOnlyMany: false,
    /// Many nodes read and write; not every storage can.
    ReadWriteMany: false,
}

/// A claim called `name`.
pub(super) fn claim(
    name: &str,
    mode: AccessMode,
    size: &Quantity,
    storage_class: Option<&ObjectName>,
) -> PersistentVolumeClaim {
    let requests = [("storage".to_owned(), RawQuantity(size.to_string()))];
    let spec = PersistentVolumeClaimSpec {
        access_modes: Some(vec![mode.as_str().to_owned()]),
        storage_class_name: storage_class.map(ToString::to_string),
        resources: Some(VolumeResourceRequirements {
            requests: Some(requests.into()),
            ..VolumeResourceRequirements::default()
        }),
        ..PersistentVolumeClaimSpec::default()
    };
    let metadata = ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() };
    PersistentVolumeClaim { metadata, spec: Some(spec), ..PersistentVolumeClaim::default() }
}
