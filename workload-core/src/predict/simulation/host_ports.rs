//! Ports of the node that Pods take.

use crate::k8s::defaults::values::PROTOCOL;
use k8s_openapi::api::core::v1::PodSpec;

/// The address that stands for all addresses of a node.
const EVERY_ADDRESS: &str = "0.0.0.0";

/// One port of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostPort {
    address: String,
    protocol: String,
    port: i32,
}

impl HostPort {
    /// The ports that a Pod takes: those with a `hostPort`, and in the node's own network all.
    pub(crate) fn read(spec: &PodSpec) -> Vec<Self> {
        let in_node_network = spec.host_network == Some(true);
        let sidecars = spec.init_containers.iter().flatten();
        let sidecars = sidecars.filter(|container| container.restart_policy.as_deref() == Some("Always"));
        let ports =
            spec.containers.iter().chain(sidecars).flat_map(|container| container.ports.iter().flatten());
        let taken = ports.filter_map(|port| {
            let number = port.host_port.filter(|number| *number > 0);
            let address = port.host_ip.clone().filter(|address| !address.is_empty());
            Some(Self {
                address: address.unwrap_or_else(|| EVERY_ADDRESS.to_owned()),
                protocol: port.protocol.clone().unwrap_or_else(|| PROTOCOL.to_owned()),
                port: number.or(in_node_network.then_some(port.container_port))?,
            })
        });
        taken.collect()
    }

    /// Whether both cannot be taken on one node.
    pub(crate) fn collides(&self, other: &Self) -> bool {
        let overlap =
            self.address == other.address || self.address == EVERY_ADDRESS || other.address == EVERY_ADDRESS;
        overlap && self.port == other.port && self.protocol == other.protocol
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(spec: &str) -> Vec<HostPort> {
        HostPort::read(
            &serde_yaml::from_str(&format!("{{containers: [{{name: c, ports: {spec}}}]}}")).unwrap(),
        )
    }

    #[test]
    fn addresses_and_protocols_keep_ports_apart() {
        let port = |extra: &str| ports(&format!("[{{containerPort: 80, hostPort: 8080{extra}}}]")).remove(0);
        let [all, udp, one, two] =
            ["", ", protocol: UDP", ", hostIP: 10.0.0.1", ", hostIP: 10.0.0.2"].map(port);
        assert!(all.collides(&all) && all.collides(&one) && two.collides(&all));
        assert!(!all.collides(&udp) && !one.collides(&two));
        assert!(ports("[{containerPort: 80}]").is_empty());
    }

    #[test]
    fn in_the_network_of_the_node_every_port_is_taken() {
        let spec = "{hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}]}]}";
        assert_eq!(HostPort::read(&serde_yaml::from_str(spec).unwrap()).len(), 1);
    }
}
