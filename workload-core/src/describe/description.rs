//! A description is what an app says about itself, key by key, before it becomes objects.
//!
//! Each key is one method that writes straight into the k8s-openapi structs and notes which
//! Rust line asked for it. The keys are in [`keys`](crate::describe::keys), a file each; here are only
//! the fields they write to.

mod container;
mod identity;
mod origin;

use k8s_openapi::api::core::v1::{PodSpec, ServicePort};

pub use container::Container;
pub(crate) use container::TextPlace;
pub use identity::Identity;
pub(crate) use identity::recommended_labels;
pub use origin::{Anchor, Origin, Origins};

use crate::describe::parts::{
    Autoscale, DataPart, DisruptionBudget, IngressPart, NetworkPolicy, PodAffinity, Rbac, ServiceAccount,
    ServicePart, Spread, VolumeSource,
};
use crate::describe::shape::Shape;
use crate::k8s::Object;
use crate::k8s::values::{IntoValue, Name};

/// An app of shape `S`, described key by key.
///
/// The derive fills one from a struct; by hand it is filled with the same methods, which the
/// same trait bounds guard:
///
/// ```
/// use workload_core::values::{Image, Name};
/// use workload_core::{Description, Stateless};
///
/// let mut api = Description::<Stateless>::new(Name::new("api"));
/// api.image(Image::new("api:v1")).replicas(2);
/// ```
#[derive(Clone, Debug)]
pub struct Description<S: Shape> {
    pub(crate) identity: Identity,
    pub(crate) spec: S::Spec,
    pub(crate) replicas: Option<u32>,
    pub(crate) template: Identity,
    pub(crate) pod: PodSpec,
    pub(crate) main: Container,
    /// Whether the main container has a name of its own.
    pub(crate) main_named: bool,
    pub(crate) inits: Vec<Container>,
    pub(crate) beside: Vec<Container>,
    pub(crate) service: ServicePart,
    pub(crate) service_asked: bool,
    pub(crate) service_ports: Vec<ServicePort>,
    pub(crate) extra_services: Vec<ServicePart>,
    pub(crate) service_account: Option<ServiceAccount>,
    pub(crate) spreads: Vec<Spread>,
    pub(crate) affinity: Vec<PodAffinity>,
    pub(crate) anti_affinity: Vec<PodAffinity>,
    pub(crate) volumes: Vec<(String, VolumeSource)>,
    pub(crate) autoscale: Option<Autoscale>,
    pub(crate) ingresses: Vec<IngressPart>,
    pub(crate) role: Option<Rbac>,
    pub(crate) network_policies: Vec<NetworkPolicy>,
    pub(crate) data: Vec<DataPart>,
    pub(crate) extra_objects: Vec<Object>,
    pub(crate) creates_namespace: bool,
    pub(crate) lost_labels: Vec<(String, String)>,
    pub(crate) disruption_budget: Option<DisruptionBudget>,
    pub(crate) origins: Origins,
}

impl<S: Shape> Description<S> {
    /// An app called `name` of which nothing else is known yet.
    #[must_use]
    #[track_caller]
    pub fn new(name: impl IntoValue<Name>) -> Self {
        let name = name.into_value();
        let mut origins = Origins::default();
        origins.note(Anchor::Object, "");
        Self {
            main: Container::named(name.clone()),
            main_named: false,
            inits: Vec::new(),
            beside: Vec::new(),
            identity: Identity::new(name),
            spec: S::Spec::default(),
            replicas: None,
            template: Identity::default(),
            pod: PodSpec::default(),
            service: ServicePart::new(),
            service_asked: false,
            service_ports: Vec::new(),
            extra_services: Vec::new(),
            service_account: None,
            spreads: Vec::new(),
            affinity: Vec::new(),
            anti_affinity: Vec::new(),
            volumes: Vec::new(),
            autoscale: None,
            ingresses: Vec::new(),
            role: None,
            network_policies: Vec::new(),
            data: Vec::new(),
            extra_objects: Vec::new(),
            creates_namespace: false,
            lost_labels: Vec::new(),
            disruption_budget: None,
            origins,
        }
    }

    /// Notes that the caller's caller asked for the part at `path` below `anchor`.
    #[track_caller]
    pub(crate) fn note(&mut self, anchor: Anchor, path: &str) -> &mut Self {
        self.origins.note(anchor, path);
        self
    }
}
