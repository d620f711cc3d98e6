//! Kubernetes' own vocabulary, one definition each.
//!
//! Values and their literals, typed objects of any kind, and the facts that describing,
//! validating and predicting share.

mod api_versions;
pub(crate) mod defaults;
pub(crate) mod literal;
mod object;
mod optional;
mod pod_template;
pub mod values;

pub use api_versions::{Served, home, served};
pub use object::Object;
pub(crate) use object::{for_each_kind, kinds};
pub(crate) use optional::OptionalField;
pub use pod_template::PodTemplateRef;
