//! A Service that is told to offer a port which the app does not have.

use super::port_unknown::unknown;
use crate::describe::description::{Anchor, Description};
use crate::describe::error::DescriptionError;
use crate::describe::parts::ServicePart;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let extra = description.extra_services.iter().map(|service| {
        let name = service.name.as_ref().map(ToString::to_string).unwrap_or_default();
        (Anchor::Companion("Service", name), service)
    });
    let known: Vec<_> = description.service_ports.iter().filter_map(|port| port.name.as_deref()).collect();
    let error = |(anchor, service): (Anchor, &ServicePart)| {
        let message = unknown_port(service, &known)?;
        Some(DescriptionError { message, place: description.origins.place(&anchor, "") })
    };
    [(Anchor::Service, &description.service)].into_iter().chain(extra).filter_map(error).collect()
}

fn unknown_port(service: &ServicePart, known: &[&str]) -> Option<String> {
    let chosen = service.chosen_ports();
    chosen.iter().find(|name| !known.contains(&name.as_str())).map(|name| unknown(name, known))
}
