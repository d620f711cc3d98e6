//! Describe an app in Rust; get the right Kubernetes workload, typed and checked.
#![forbid(unsafe_code)]

mod address;
pub mod attribute;
pub mod build_script;
mod companions;
mod description;
pub mod export;
pub mod harness;
mod keys;
mod literal;
pub mod manifests;
pub mod objects;
pub mod parts;
mod problems;
pub mod shape;
pub mod simulation;
mod stack;
pub mod text;
mod to_manifests;
pub mod values;
pub mod volumes;
mod workload;

pub use address::Address;
pub use companions::Companions;
pub use description::{Anchor, Container, Description, Origin};
pub use harness::export_main;
pub use manifests::{Manifest, Manifests};
pub use objects::{per_node, run_once, scheduled, stateful, stateless};
pub use problems::Problem;
pub use shape::{PerNode, RunOnce, Scheduled, Stateful, Stateless};
pub use stack::Stack;
pub use to_manifests::{Context, ToManifests};
pub use volumes::{Claim, ConfigFiles, HostPath, PerPod, Projected, Scratch, SecretFiles};
pub use workload::Workload;
#[doc(hidden)]
pub use workload::manifests_in;
pub use workload_derive::{Stack, Workload, export};

/// What macro output must reach; nobody else's.
#[doc(hidden)]
pub mod private {
    pub use inventory;
}
