//! Ports that a Service cannot tell apart.

use super::Problem;
use crate::describe::description::{Anchor, Description};
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let ports = &description.service_ports;
    let mut problems = Vec::new();
    for (at, port) in ports.iter().enumerate() {
        let earlier = &ports[..at];
        let message = match &port.name {
            None if ports.len() > 1 => {
                format!(
                    "port {} has no name: a Service of several ports names each, so add `name`",
                    port.port
                )
            }
            Some(name) if earlier.iter().any(|other| other.name.as_ref() == Some(name)) => {
                format!("two ports are called `{name}`: give one another name")
            }
            _ if earlier.iter().any(|other| other.port == port.port && other.protocol == port.protocol) => {
                format!(
                    "the Service has port {} twice: keep one, or give it another `service` port",
                    port.port
                )
            }
            _ => continue,
        };
        let place = description.origins.place(&Anchor::Service, &format!("spec.ports[{at}]"));
        problems.push(Problem { message, place });
    }
    problems
}
