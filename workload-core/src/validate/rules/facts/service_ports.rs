//! The ports of containers that a Service sends its traffic to.

use crate::k8s::defaults::values::PROTOCOL;
use crate::validate::rules::record::{ContainerPortRecord, ContainerRecord, WorkloadRecord};

/// The ports that traffic can reach in a workload's Pods, with their containers: those of the
/// containers that run while the Pod does.
pub(crate) fn open_ports(
    workload: &WorkloadRecord,
) -> impl Iterator<Item = (ContainerRecord<'_>, ContainerPortRecord<'_>)> {
    let running = workload.containers.iter().filter(|container| !container.ends_first);
    running.flat_map(|container| container.ports().map(move |port| (container, port)))
}

/// The protocol that is meant when none is said.
pub(crate) fn protocol(said: Option<&String>) -> &str {
    said.map_or(PROTOCOL, String::as_str)
}
