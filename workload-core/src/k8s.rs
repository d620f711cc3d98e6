//! Kubernetes' own vocabulary, one definition each.
//!
//! Values and their literals, typed objects of any kind, and the facts that describing,
//! validating and predicting share.

mod api_group;
#[cfg(feature = "validate")]
mod api_versions;
#[cfg(feature = "validate")]
pub(crate) mod autoscaler;
pub(crate) mod compact_texts;
#[cfg(any(feature = "validate", feature = "ownership"))]
pub(crate) mod defaults;
mod deserialize;
mod dynamic_object;
#[cfg(feature = "validate")]
pub(crate) mod facts;
pub(crate) mod int_or_percent;
#[cfg(feature = "kube")]
mod kube;
pub(crate) mod literal;
mod object;
mod object_ref;
mod optional;
mod pod_template;
mod scope;
pub(crate) mod selector;
mod server_fields;
#[cfg(feature = "plan")]
pub(crate) mod short_names;
pub mod values;
mod version;
mod versions;

pub use api_group::{api_group, group_and_version};
#[cfg(feature = "validate")]
pub use api_versions::{Served, home, served, served_kinds};
pub use dynamic_object::{DynamicObject, NoObjectError};
pub use object::Object;
pub(crate) use object::{for_each_kind, kinds, with_newer_kinds};
pub(crate) use object_ref::namespace_key;
pub use object_ref::{ObjectKey, ObjectRef};
pub(crate) use optional::OptionalField;
pub use pod_template::PodTemplateRef;
#[cfg(feature = "cluster-in-process")]
pub(crate) use scope::is_namespaced;
pub use server_fields::without_server_fields;
pub use version::{BUILT_FOR, Version};
pub use versions::Versions;
