//! The five shapes: what an app needs, as types, and what fits which, as trait bounds.
//!
//! A shape knows the Kubernetes kind that follows from it and where things stand in that
//! kind's object. What a shape can do is a trait in [`can`]; a key asks for the trait, so the
//! derive and the hand-written builder meet the same bound and give the same error.

pub mod can;
mod kind;
mod per_node;
mod run_once;
mod scheduled;
mod stateful;
mod stateless;

pub use kind::{OwnService, Shape};
pub use per_node::PerNode;
pub use run_once::RunOnce;
pub use scheduled::Scheduled;
pub use stateful::Stateful;
pub use stateless::Stateless;
