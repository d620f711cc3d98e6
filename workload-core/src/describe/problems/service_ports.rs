//! A Service that passes nothing on, or names a port that is not there.

use k8s_openapi::api::core::v1::Service;

use super::Problem;
use super::port_unknown::unknown;
use crate::describe::description::{Anchor, Description};
use crate::describe::parts::ServicePart;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let own = description.own_service().map(|object| (Anchor::Service, &description.service, object));
    let extra = description.extra_services.iter().map(|service| {
        let object = description.service_object(service);
        (Anchor::Companion("Service", object.metadata.name.clone().unwrap_or_default()), service, object)
    });
    let known: Vec<_> = description.service_ports.iter().filter_map(|port| port.name.as_deref()).collect();
    let problem = |(anchor, service, object): (Anchor, &ServicePart, Service)| {
        let message = unknown_port(service, &known).or_else(|| no_port(&object))?;
        Some(Problem { message, place: description.origins.place(&anchor, "") })
    };
    own.into_iter().chain(extra).filter_map(problem).collect()
}

fn unknown_port(service: &ServicePart, known: &[&str]) -> Option<String> {
    let chosen = service.chosen_ports();
    chosen.iter().find(|name| !known.contains(&name.as_str())).map(|name| unknown(name, known))
}

/// Only a headless Service may be without ports: it gives addresses and passes nothing on.
fn no_port(object: &Service) -> Option<String> {
    let spec = object.spec.as_ref()?;
    let idle = spec.ports.is_none() && spec.cluster_ip.as_deref() != Some("None");
    let name = object.metadata.name.as_deref().unwrap_or_default();
    idle.then(|| format!("the Service `{name}` has no port to pass on: add a `port` to the app"))
}
