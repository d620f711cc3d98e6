//! An app in Rust, as typed Kubernetes objects and as manifests.
//!
//! A description ([`Description`]) collects what the attributes of a struct say, through the
//! methods in `keys`; `objects` turns it into typed objects; [`Manifests`] holds them in the
//! order in which they are applied. This room never sees the validator.

mod address;
pub mod attribute;
mod companions;
mod contradictions;
#[cfg(feature = "kube")]
mod custom_resource;
pub mod customize;
mod description;
mod error;
mod keys;
mod manifests;
pub mod objects;
pub mod parts;
pub mod shape;
mod shared_parts;
mod stack;
mod to_manifests;
pub mod volumes;
pub(crate) mod workload;

pub use companions::Companions;
#[cfg(feature = "kube")]
pub use custom_resource::CustomResource;
pub use description::{Anchor, Container, Description, Identity, Origin, Origins};
pub use error::{DescriptionError, DescriptionErrors};
#[cfg(feature = "serde_yaml")]
pub use manifests::serde_yaml::FromYamlValueError;
pub use manifests::{Manifest, Manifests};
pub use shared_parts::Parts;
pub use stack::Stack;
pub use to_manifests::{Context, ToManifests};
pub use workload::{Workload, manifests_in};
