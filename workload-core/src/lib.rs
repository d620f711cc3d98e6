//! Describe an app in Rust; get the right Kubernetes workload, typed and checked.
#![forbid(unsafe_code)]

pub mod attribute;
mod companions;
mod description;
mod keys;
mod literal;
pub mod manifests;
pub mod objects;
pub mod parts;
mod problems;
pub mod shape;
pub mod text;
pub mod values;
pub mod volumes;
mod workload;

pub use companions::Companions;
pub use description::{Anchor, Container, Description, Origin};
pub use manifests::{Manifest, Manifests};
pub use objects::{per_node, run_once, scheduled, stateful, stateless};
pub use problems::Problem;
pub use shape::{PerNode, RunOnce, Scheduled, Stateful, Stateless};
pub use volumes::PerPod;
pub use workload::Workload;
pub use workload_derive::Workload;
