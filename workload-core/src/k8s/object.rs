//! An object of any of the kinds that are decoded and validated.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{ClusterResourceScope, Metadata, NamespaceResourceScope, Resource};
use serde::Serialize;

use super::dynamic_object::DynamicObject;

/// Hands the list of kinds, in the order in which they are applied, to a macro.
///
/// Everything that knows of kinds is made from this list: the variants of [`Object`], their names,
/// groups and scopes, how they are decoded and how they are validated.
macro_rules! for_each_kind {
    ($macro:ident) => {
        $crate::k8s::with_newer_kinds! { $macro
            CustomResourceDefinition in apiextensions_apiserver::pkg::apis::apiextensions::v1,
            Namespace in api::core::v1,
            PriorityClass in api::scheduling::v1,
            RuntimeClass in api::node::v1,
            Node in api::core::v1,
            IngressClass in api::networking::v1,
            StorageClass in api::storage::v1,
            CSIDriver in api::storage::v1,
            ResourceQuota in api::core::v1,
            LimitRange in api::core::v1,
            NetworkPolicy in api::networking::v1,
            ServiceAccount in api::core::v1,
            ClusterRole in api::rbac::v1,
            ClusterRoleBinding in api::rbac::v1,
            Role in api::rbac::v1,
            RoleBinding in api::rbac::v1,
            Secret in api::core::v1,
            ConfigMap in api::core::v1,
            PersistentVolume in api::core::v1,
            PersistentVolumeClaim in api::core::v1,
            Service in api::core::v1,
            Endpoints in api::core::v1,
            EndpointSlice in api::discovery::v1,
            Lease in api::coordination::v1,
            ControllerRevision in api::apps::v1,
            PodTemplate in api::core::v1,
            Pod in api::core::v1,
            ReplicationController in api::core::v1,
            ReplicaSet in api::apps::v1,
            Deployment in api::apps::v1,
            StatefulSet in api::apps::v1,
            DaemonSet in api::apps::v1,
            Job in api::batch::v1,
            CronJob in api::batch::v1,
            HorizontalPodAutoscaler in api::autoscaling::v2,
            PodDisruptionBudget in api::policy::v1,
            Ingress in api::networking::v1,
            ValidatingAdmissionPolicy in api::admissionregistration::v1,
            ValidatingAdmissionPolicyBinding in api::admissionregistration::v1,
            ValidatingWebhookConfiguration in api::admissionregistration::v1,
            MutatingWebhookConfiguration in api::admissionregistration::v1,
            PriorityLevelConfiguration in api::flowcontrol::v1,
            FlowSchema in api::flowcontrol::v1,
            APIService in kube_aggregator::pkg::apis::apiregistration::v1,
        }
    };
}

k8s_openapi::k8s_if_ge_1_34! {
    /// Adds the kinds that not every version of Kubernetes has.
    macro_rules! with_newer_kinds {
        ($macro:ident $($kinds:tt)+) => {
            $macro! {
                VolumeAttributesClass in api::storage::v1,
                $($kinds)+
            }
        };
    }
}

k8s_openapi::k8s_if_le_1_33! {
    /// Adds the kinds that not every version of Kubernetes has: none here.
    macro_rules! with_newer_kinds {
        ($macro:ident $($kinds:tt)+) => { $macro! { $($kinds)+ } };
    }
}

pub(crate) use {for_each_kind, with_newer_kinds};

/// Whether objects of a scope lie in a namespace.
trait InNamespace {
    const IN_NAMESPACE: bool;
}

impl InNamespace for NamespaceResourceScope {
    const IN_NAMESPACE: bool = true;
}

impl InNamespace for ClusterResourceScope {
    const IN_NAMESPACE: bool = false;
}

/// Declares the kinds in the order in which they are applied.
macro_rules! object {
    ($($kind:ident in $($path:ident)::+,)+) => {
        /// The kinds, by their own names.
        pub(crate) mod kinds {
            $(pub(crate) use k8s_openapi::$($path)::+::$kind;)+
        }

        /// One typed object. The variants are in the order in which objects are applied: what
        /// others need comes first.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Object {
            $(
                #[doc = concat!("A ", stringify!($kind), ".")]
                $kind(Box<kinds::$kind>),
            )+
            /// An object of a kind without a type here, such as a custom resource.
            Dynamic(Box<DynamicObject>),
        }

        impl Object {
            /// The object's kind.
            #[must_use]
            pub fn kind(&self) -> &str {
                match self {
                    $(Self::$kind(_) => kinds::$kind::KIND,)+
                    Self::Dynamic(object) => object.kind(),
                }
            }

            /// The kind of an object with a type of its own here.
            pub(crate) fn typed_kind(&self) -> Option<&'static str> {
                match self {
                    $(Self::$kind(_) => Some(kinds::$kind::KIND),)+
                    Self::Dynamic(_) => None,
                }
            }

            /// The name of the kind in paths of the API, such as `deployments`, for a kind with a type here.
            #[cfg(feature = "kube")]
            pub(crate) fn plural(&self) -> Option<&'static str> {
                match self {
                    $(Self::$kind(_) => Some(kinds::$kind::URL_PATH_SEGMENT),)+
                    Self::Dynamic(_) => None,
                }
            }

            /// The object's API version, with its group where it has one.
            #[must_use]
            pub fn api_version(&self) -> &str {
                match self {
                    $(Self::$kind(_) => kinds::$kind::API_VERSION,)+
                    Self::Dynamic(object) => object.api_version(),
                }
            }

            /// The group of the object's kind; empty for the core group.
            #[must_use]
            pub fn group(&self) -> &str {
                match self {
                    $(Self::$kind(_) => kinds::$kind::GROUP,)+
                    Self::Dynamic(object) => object.group(),
                }
            }

            /// Whether objects of this kind lie in a namespace.
            #[must_use]
            pub fn is_namespaced(&self) -> bool {
                match self {
                    $(Self::$kind(_) => <kinds::$kind as Resource>::Scope::IN_NAMESPACE,)+
                    Self::Dynamic(object) => object.is_namespaced(),
                }
            }

            /// The object's metadata.
            #[must_use]
            pub fn meta(&self) -> &ObjectMeta {
                match self {
                    $(Self::$kind(object) => object.metadata(),)+
                    Self::Dynamic(object) => object.meta(),
                }
            }

            /// The object's metadata, to be changed.
            pub fn meta_mut(&mut self) -> &mut ObjectMeta {
                match self {
                    $(Self::$kind(object) => object.metadata_mut(),)+
                    Self::Dynamic(object) => object.meta_mut(),
                }
            }

            /// The object that JSON holds; `None` for any other kind or version, and for values of
            /// wrong types.
            #[must_use]
            pub fn from_json(object: &serde_json::Value) -> Option<Self> {
                $(
                    if object["kind"] == kinds::$kind::KIND
                        && object["apiVersion"] == kinds::$kind::API_VERSION
                    {
                        let typed = serde_json::from_value(object.clone()).ok()?;
                        return Some(Self::$kind(typed));
                    }
                )+
                None
            }

            /// The kind's position in the order of applying; kinds without a type come last.
            pub(crate) fn rank(&self) -> usize {
                const KINDS: &[&str] = &[$(stringify!($kind)),+];
                let known = self.typed_kind().and_then(|own| KINDS.iter().position(|kind| *kind == own));
                known.unwrap_or(KINDS.len())
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
