//! The ports of containers, and those of the node.

use k8s_openapi::api::core::v1::{Container, ContainerPort};

use super::scope::Scope;
use crate::k8s::defaults::values::PROTOCOL;
use crate::k8s::values::check_port_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::seen::Seen;
use crate::validate::api_server::value::PROTOCOLS;
use crate::validate::field_error::FieldErrors;

/// The numbers that a port may have.
pub(super) const NUMBERS: std::ops::RangeInclusive<i64> = 1..=65535;

/// Checks the ports of one container.
pub(super) fn check(ports: &[ContainerPort], at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let mut names = Seen::default();
    for (index, port) in ports.iter().enumerate() {
        let at = at.index(index);
        name(port, &mut names, &at.field("name"), errors);
        if port.container_port == 0 {
            errors.required(&at.field("containerPort"), "a port has a number, such as `containerPort: 8080`");
        } else {
            checks::within(Some(port.container_port), NUMBERS, &at.field("containerPort"), errors);
        }
        let of_node = port.host_port.filter(|number| *number != 0);
        checks::within(of_node, NUMBERS, &at.field("hostPort"), errors);
        checks::word(port.protocol.as_ref(), &PROTOCOLS, &at.field("protocol"), errors);
    }
}

fn name<'p>(
    port: &'p ContainerPort,
    names: &mut Seen<&'p str>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let Some(name) = port.name.as_deref().filter(|name| !name.is_empty()) else { return };
    checks::text(check_port_name(name), at, errors);
    if names.again(name) {
        errors.duplicate(at, name).help("ports of one container have different names");
    }
}

/// A port of the node, with what tells it from others.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct NodePort<'a> {
    protocol: &'a str,
    address: &'a str,
    number: i32,
}

/// The port of the node that a port takes, if it takes one.
fn node_port<'a>(scope: &Scope<'_>, port: &'a ContainerPort) -> Option<NodePort<'a>> {
    let written = port.host_port.unwrap_or_default();
    // A bare Pod on the node's network takes the same there.
    let number = if written == 0 && scope.pod.is_some() && scope.host_network() {
        port.container_port
    } else {
        written
    };
    let protocol = port.protocol.as_deref().filter(|protocol| !protocol.is_empty());
    let address = port.host_ip.as_deref().unwrap_or_default();
    (number != 0).then_some(NodePort { protocol: protocol.unwrap_or(PROTOCOL), address, number })
}

/// Checks that no two containers take the same port of the node; `at` is their list.
pub(super) fn conflicts(
    scope: &Scope<'_>,
    containers: &[Container],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let mut taken = Seen::default();
    for (index, container) in containers.iter().enumerate() {
        conflict(scope, &mut taken, container, &at.index(index), errors);
    }
}

/// The same within a single container; `at` is the container.
pub(super) fn conflicts_of_one(
    scope: &Scope<'_>,
    one: &[Container],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for container in one {
        conflict(scope, &mut Seen::default(), container, at, errors);
    }
}

fn conflict<'c>(
    scope: &Scope<'_>,
    taken: &mut Seen<NodePort<'c>>,
    container: &'c Container,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let ports = container.ports.as_deref().unwrap_or_default();
    for (index, port) in ports.iter().enumerate() {
        let Some(own) = node_port(scope, port) else { continue };
        if taken.again(own) {
            let place = at.field("ports");
            errors
                .duplicate(&place.index(index).field("hostPort"), own.number)
                .help("a node has each port once: leave `hostPort` out, or take another number");
        }
    }
}

/// Checks that ports of a Pod on the node's network are the node's; `at` is the containers.
pub(super) fn host_network(scope: &Scope<'_>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let containers = if scope.host_network() { scope.spec.containers.as_slice() } else { &[] };
    for (index, container) in containers.iter().enumerate() {
        for (number, port) in container.ports.iter().flatten().enumerate() {
            let of_node = port.host_port.unwrap_or_default();
            if of_node != 0 && of_node != port.container_port {
                let place = at.index(index);
                let message = format!(
                    "with `hostNetwork: true` a port is the node's: `hostPort` is `containerPort` ({})",
                    port.container_port
                );
                errors.invalid(&place.field("ports").index(number).field("hostPort"), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{
        accepts, container_accepts, container_refuses, deployment, spec_refuses,
    };

    #[test]
    fn ports_are_checked() {
        container_accepts(&[
            "ports: [{containerPort: 80, name: http, protocol: ''}, {containerPort: 80, name: '', hostPort: 0}]",
            "ports: [{containerPort: 1, hostPort: 1}, {containerPort: 1, hostPort: 1, protocol: UDP}]",
            "ports: [{containerPort: 1, hostPort: 1, hostIP: 1.2.3.4}, {containerPort: 1, hostPort: 1}]",
        ]);
        container_refuses(&[
            ("ports: [{}]", "ports[0].containerPort", "has a number"),
            ("ports: [{containerPort: 65536}]", "ports[0].containerPort", "outside 1 to 65535"),
            ("ports: [{containerPort: 1, hostPort: -1}]", "ports[0].hostPort", "outside 1 to 65535"),
            (
                "ports: [{containerPort: 1, protocol: tcp}]",
                "ports[0].protocol",
                "expected `TCP`, `UDP` or `SCTP`",
            ),
            ("ports: [{containerPort: 1, name: '80'}]", "ports[0].name", "needs a letter"),
            (
                "ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]",
                "ports[1].name",
                "duplicate",
            ),
            (
                "ports: [{containerPort: 1, hostPort: 1}, {containerPort: 2, hostPort: 1, protocol: TCP}]",
                "ports[1].hostPort",
                "duplicate",
            ),
        ]);
    }

    #[test]
    fn on_the_nodes_network_ports_are_the_nodes() {
        let init = "initContainers: [{name: i, image: b}, {name: j, image: b, ports: [{containerPort: 1}, {containerPort: 1}]}]";
        spec_refuses(&[(
            &format!("hostNetwork: true, {init}"),
            "initContainers[0].ports[1].hostPort",
            "duplicate",
        )]);
        let twice = "[{name: a, image: b, ports: [{containerPort: 1}, {containerPort: 1}]}]";
        accepts(&deployment(&format!("hostNetwork: true, containers: {twice}")));
    }
}
