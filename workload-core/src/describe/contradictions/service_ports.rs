//! A Service that is told to offer a port which the app does not have, or that has none to offer.

use k8s_openapi::api::core::v1::Service;

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
    let unknown = [(Anchor::Service, &description.service)].into_iter().chain(extra).filter_map(error);
    unknown.chain(without_ports(description)).chain(unreachable(description)).collect()
}

/// The Services that balance and have nothing to balance.
fn without_ports<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let extra = description.extra_services.iter().map(|service| {
        let service = description.service_object(service);
        (Anchor::Companion("Service", service.metadata.name.clone().unwrap_or_default()), service)
    });
    let own = description.own_service().map(|service| (Anchor::Service, service));
    let error = |(anchor, service): (Anchor, Service)| {
        let spec = service.spec?;
        let is_headless = spec.cluster_ip.as_deref() == Some("None");
        let message = format!(
            "the Service `{}` has no port: add one with `port`, such as a field with `#[workload(port)]`",
            service.metadata.name.unwrap_or_default()
        );
        let place = description.origins.place(&anchor, "");
        (spec.ports.is_none() && !is_headless).then_some(DescriptionError { message, place })
    };
    own.into_iter().chain(extra).filter_map(error).collect()
}

/// An Ingress whose app has no Service to send requests to.
fn unreachable<S: Shape>(description: &Description<S>) -> Option<DescriptionError> {
    let ingress = description.ingresses.first()?;
    let is_reached = description.service.existing || description.own_service().is_some();
    let message = format!(
        "the Ingress of `{0}` has no Service to send requests to: `{0}` needs a port, such as a field with `#[workload(port)]`",
        description.identity.name
    );
    let anchor = match ingress.own_name() {
        Some(name) => Anchor::Companion("Ingress", name),
        None => Anchor::Kind("Ingress"),
    };
    let place = description.origins.place(&anchor, "");
    (!is_reached).then_some(DescriptionError { message, place })
}

fn unknown_port(service: &ServicePart, known: &[&str]) -> Option<String> {
    let chosen = service.chosen_ports();
    chosen.iter().find(|name| !known.contains(&name.as_str())).map(|name| unknown(name, known))
}
