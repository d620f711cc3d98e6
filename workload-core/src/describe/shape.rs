//! The five shapes: what an app needs, as types, and what fits which, as trait bounds.
//!
//! A shape knows the Kubernetes kind that follows from it and where things stand in that
//! kind's object. What a shape can do is a trait in [`can`]; a key asks for the trait, so the
//! derive and the hand-written builder meet the same bound and give the same error.

pub mod can;
mod per_node;
mod run_once;
mod scheduled;
mod stateful;
mod stateless;

use std::fmt::Debug;

use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

pub use per_node::PerNode;
pub use run_once::RunOnce;
pub use scheduled::Scheduled;
pub use stateful::Stateful;
pub use stateless::Stateless;

/// What an app needs of Kubernetes; the kind of object follows (article §2.1).
///
/// Implemented by the five shapes and by nothing else.
pub trait Shape: Sized + Debug + Clone + sealed::Sealed + 'static {
    /// The Kubernetes kind.
    const KIND: &'static str;

    /// How many characters a name of that kind may have.
    const LONGEST_NAME: usize = 63;

    /// Where the Pod template stands in the object, from its root.
    const TEMPLATE: &'static str = "spec.template";

    /// The restart policy that Kubernetes wants to be told, unless the app says one.
    const RESTART_POLICY: Option<&'static str> = None;

    /// When the app has a Service of its own.
    const SERVICE: OwnService = OwnService::WhenAsked;

    /// The `spec` of that kind, filled key by key.
    type Spec: Default + Clone + Debug;

    /// Puts the Pod template into the spec, and the selector where the kind has one.
    fn set_template(spec: &mut Self::Spec, template: PodTemplateSpec, selector: LabelSelector);
}

/// When an app has a Service of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnService {
    /// Always, and headless: it gives every Pod its address (article §4.3).
    Headless,
    /// When it has ports, or asks for one.
    WithPorts,
    /// When it asks for one.
    WhenAsked,
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Stateless {}
    impl Sealed for super::Stateful {}
    impl Sealed for super::PerNode {}
    impl Sealed for super::RunOnce {}
    impl Sealed for super::Scheduled {}
}
