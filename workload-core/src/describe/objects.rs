//! From a description to typed Kubernetes objects, a module per shape.

mod assemble;
mod companions;
mod origins;
mod placement;
mod service;
mod volumes;

pub mod per_node;
pub mod run_once;
pub mod scheduled;
pub mod stateful;
pub mod stateless;

pub use assemble::{Assemble, Assembly, Objects};
