//! The ports of containers that a Service sends its traffic to.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::PROTOCOL;
use crate::syntax::text::{FastMap, FastSet};
use crate::validate::rules::record::{
    ContainerPortRecord, ContainerRecord, ServicePortRecord, WorkloadRecord,
};

/// The ports that traffic can reach in a workload's Pods, with their containers: those of the
/// containers that run while the Pod does.
pub(crate) fn open_ports(
    workload: &WorkloadRecord,
) -> impl Iterator<Item = (ContainerRecord<'_>, ContainerPortRecord<'_>)> {
    let running = workload.containers.iter().filter(|container| !container.ends_first);
    running.flat_map(|container| container.ports().map(move |port| (container, port)))
}

/// The open ports of the Pods behind a Service, for whoever asks for many.
pub(crate) struct OpenPorts<'r> {
    numbers: FastSet<(&'r str, i32)>,
    names: FastSet<(&'r str, &'r str)>,
    /// The protocol of the first port of each name.
    protocols: FastMap<&'r str, &'r str>,
    /// The ports, in order.
    pub(crate) all: Vec<ContainerPortRecord<'r>>,
}

impl<'r> OpenPorts<'r> {
    /// Those of some workloads.
    pub(crate) fn of(workloads: impl Iterator<Item = &'r WorkloadRecord>) -> Self {
        let all: Vec<_> = workloads.flat_map(open_ports).map(|(_, port)| port).collect();
        let named = || all.iter().filter_map(|port| Some((port.protocol(), port.name?)));
        Self {
            numbers: all.iter().map(|port| (port.protocol(), port.container_port)).collect(),
            names: named().collect(),
            protocols: named().rev().map(|(protocol, name)| (name, protocol)).collect(),
            all,
        }
    }

    /// Whether the port of a Service leads to one of them.
    pub(crate) fn has(&self, port: &ServicePortRecord) -> bool {
        let protocol = port.protocol();
        match &port.target_port {
            Some(IntOrString::String(name)) => self.names.contains(&(protocol, name.as_str())),
            Some(IntOrString::Int(number)) => self.numbers.contains(&(protocol, *number)),
            None => self.numbers.contains(&(protocol, port.port)),
        }
    }

    /// The protocol of the first port of that name.
    pub(crate) fn protocol(&self, name: &str) -> Option<&'r str> {
        self.protocols.get(name).copied()
    }
}

/// The protocol that is meant when none is said.
pub(crate) fn protocol(said: Option<&String>) -> &str {
    said.map_or(PROTOCOL, String::as_str)
}
