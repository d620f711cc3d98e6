//! Any one of the objects that a workload consists of.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{Metadata, Resource};
use serde::Serialize;

/// The kinds, by their own names.
pub(crate) mod kinds {
    pub(crate) use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
    pub(crate) use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
    pub(crate) use k8s_openapi::api::batch::v1::{CronJob, Job};
    pub(crate) use k8s_openapi::api::core::v1::{
        ConfigMap, PersistentVolumeClaim, Pod, Secret, Service, ServiceAccount,
    };
    pub(crate) use k8s_openapi::api::networking::v1::NetworkPolicy;
    pub(crate) use k8s_openapi::api::policy::v1::PodDisruptionBudget;
}

/// Hands the list of kinds, in the order in which they are applied, to a macro.
macro_rules! for_each_kind {
    ($macro:ident) => {
        $macro! {
            NetworkPolicy,
            ServiceAccount,
            Secret,
            ConfigMap,
            PersistentVolumeClaim,
            Service,
            Pod,
            ReplicaSet,
            Deployment,
            StatefulSet,
            DaemonSet,
            Job,
            CronJob,
            HorizontalPodAutoscaler,
            PodDisruptionBudget,
        }
    };
}

pub(crate) use for_each_kind;

/// Declares the kinds in the order in which they are applied.
macro_rules! object {
    ($($kind:ident,)+) => {
        /// One typed object; variants stand in the order in which they are applied: what
        /// others need comes first.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Object {
            $(
                #[doc = concat!("A ", stringify!($kind), ".")]
                $kind(Box<kinds::$kind>),
            )+
        }

        impl Object {
            /// The object's kind.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$kind(_) => kinds::$kind::KIND,)+ }
            }

            /// The object's API version, with its group where it has one.
            #[must_use]
            pub fn api_version(&self) -> &'static str {
                match self { $(Self::$kind(_) => kinds::$kind::API_VERSION,)+ }
            }

            /// The object's metadata.
            #[must_use]
            pub fn meta(&self) -> &ObjectMeta {
                match self { $(Self::$kind(object) => object.metadata(),)+ }
            }

            /// The object's metadata, to be changed.
            pub fn meta_mut(&mut self) -> &mut ObjectMeta {
                match self { $(Self::$kind(object) => object.metadata_mut(),)+ }
            }

            /// Where the kind stands in the order of applying.
            pub(crate) fn rank(&self) -> usize {
                const KINDS: &[&str] = &[$(stringify!($kind)),+];
                KINDS.iter().position(|kind| *kind == self.kind()).unwrap_or(KINDS.len())
            }
        }

        $(
            impl From<kinds::$kind> for Object {
                fn from(object: kinds::$kind) -> Self {
                    Self::$kind(Box::new(object))
                }
            }
        )+
    };
}

for_each_kind!(object);

impl Object {
    /// The object's name; empty for one without.
    #[must_use]
    pub fn name(&self) -> &str {
        self.meta().name.as_deref().unwrap_or_default()
    }

    /// The object's namespace, where it names one.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.meta().namespace.as_deref()
    }
}
