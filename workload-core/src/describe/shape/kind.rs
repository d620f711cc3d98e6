//! The trait behind the five shapes: which Kubernetes kind an app becomes.

use std::fmt::Debug;

use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

/// What an app needs of Kubernetes; the kind of object follows (article §2.1).
///
/// Implemented by the five shapes and by nothing else.
pub trait Shape: Sized + Debug + Clone + Sealed + 'static {
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

/// Implemented by the five shapes only; private to this folder.
pub trait Sealed {}
