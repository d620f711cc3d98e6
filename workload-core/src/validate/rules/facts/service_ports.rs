//! The ports of containers that a Service sends its traffic to.

use k8s_openapi::api::core::v1::{ContainerPort, ServicePort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::PROTOCOL;
use crate::validate::rules::record::{ContainerRecord, WorkloadRecord};

/// The ports that traffic can reach in a workload's Pods, with their containers: those of the
/// containers that run while the Pod does.
pub(crate) fn open_ports(
    workload: &WorkloadRecord,
) -> impl Iterator<Item = (&ContainerRecord, &ContainerPort)> {
    let running = workload.containers.iter().filter(|container| !container.ends_first);
    running.flat_map(|container| container.ports.iter().map(move |port| (container, port)))
}

/// The protocol that is meant when none is said.
pub(crate) fn protocol(said: Option<&String>) -> &str {
    said.map_or(PROTOCOL, String::as_str)
}

/// Whether a port of a Service leads to a port of a container.
pub(crate) fn leads_to(port: &ServicePort, to: &ContainerPort) -> bool {
    protocol(port.protocol.as_ref()) == protocol(to.protocol.as_ref())
        && match &port.target_port {
            Some(IntOrString::String(name)) => to.name.as_ref() == Some(name),
            Some(IntOrString::Int(number)) => to.container_port == *number,
            None => to.container_port == port.port,
        }
}
