//! From a description to typed Kubernetes objects, a module per shape.

mod assemble;
mod companions;
mod maybe;
mod object;
mod origins;
mod placement;
mod pod_part;
mod service;
mod volumes;

pub mod per_node;
pub mod run_once;
pub mod scheduled;
pub mod stateful;
pub mod stateless;

pub use assemble::{Assemble, Assembly, Objects};
#[allow(unused_imports, reason = "validation is on its way")]
pub(crate) use maybe::Maybe;
pub use object::Object;
pub(crate) use object::{for_each_kind, kinds};
pub use pod_part::PodPart;
