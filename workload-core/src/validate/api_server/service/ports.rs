//! The ports of a Service.

use k8s_openapi::api::core::v1::{ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::super::checks::{text, word};
use super::super::seen::Seen;
use super::super::value::{PROTOCOLS, given, port, port_ref};
use super::{Type, is_headless};
use crate::k8s::defaults::values::PROTOCOL;
use crate::k8s::values::{check_label, check_qualified};
use crate::syntax::text::FastMap;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the ports; `at` is the spec.
pub(super) fn check(spec: &ServiceSpec, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let list_at = at.field("ports");
    let ports = spec.ports.as_deref().unwrap_or_default();
    if ports.is_empty() && kind != Type::ExternalName && !is_headless(spec) {
        errors
            .required(&list_at, "a Service with an address has at least one port")
            .help("only `clusterIP: None` and `type: ExternalName` go without");
    }
    let mut before = Before::default();
    for (index, given) in ports.iter().enumerate() {
        let at = list_at.index(index);
        single(given, ports.len() > 1, &at, errors);
        if kind == Type::ClusterIp && node_port(given).is_some() {
            no_node_port(&at.field("nodePort"), errors);
        }
        before.check(given, kind, &at, errors);
    }
}

fn no_node_port(at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    errors
        .forbidden(at, "a Service of type ClusterIP opens no port on the nodes")
        .help("leave it out, or write `type: NodePort`");
}

fn single(given_port: &ServicePort, is_one_of_many: bool, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(name) = given(given_port.name.as_ref()) {
        text(check_label(name, "the name of a port"), &at.field("name"), errors);
    } else if is_one_of_many {
        errors.required(&at.field("name"), "of several ports each has a name");
    }
    port(given_port.port, &at.field("port"), errors);
    word(given_port.protocol.as_ref(), &PROTOCOLS, &at.field("protocol"), errors);
    match &given_port.target_port {
        // Both mean the Service's own port.
        None | Some(IntOrString::Int(0)) => {}
        Some(IntOrString::String(name)) if name.is_empty() => {}
        Some(target) => port_ref(target, &at.field("targetPort"), errors),
    }
    if let Some(protocol) = &given_port.app_protocol {
        text(check_qualified(protocol, "an application's protocol"), &at.field("appProtocol"), errors);
    }
}

/// The ports before one, by what may stand among them once.
#[derive(Default)]
struct Before<'p> {
    names: Seen<&'p str>,
    ports: Seen<(i32, &'p str)>,
    node_ports: Seen<(i32, &'p str)>,
    /// Of each port on the nodes: the first port that has it, and whether others differ from that one.
    on_nodes: FastMap<i32, (i32, bool)>,
}

impl<'p> Before<'p> {
    /// Checks a port against those before it.
    fn check(&mut self, one: &'p ServicePort, kind: Type, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        if let Some(name) = given(one.name.as_ref())
            && self.names.again(name)
        {
            errors.duplicate(&at.field("name"), name);
        }
        if self.ports.again((one.port, protocol(one))) {
            errors.duplicate(at, format_args!("{}/{}", one.port, protocol(one)));
        }
        if let Some(number) = node_port(one) {
            self.check_node_port(one, number, kind, &at.field("nodePort"), errors);
        }
    }

    /// Checks that a port on the nodes is not taken by another one of the Service.
    fn check_node_port(
        &mut self,
        one: &'p ServicePort,
        number: i32,
        kind: Type,
        at: &PathBuilder<'_>,
        errors: &mut FieldErrors,
    ) {
        let sharing = self.on_nodes.get(&number).copied();
        let differs = sharing.is_some_and(|(first, others)| others || first != one.port);
        if self.node_ports.again((number, protocol(one))) {
            errors.duplicate(at, number);
        } else if matches!(kind, Type::NodePort | Type::LoadBalancer) && differs {
            errors.invalid(at, format!("the node port {number} is taken by another port of this Service"));
        }
        let (first, others) = sharing.unwrap_or((one.port, false));
        self.on_nodes.insert(number, (first, others || first != one.port));
    }
}

fn protocol(port: &ServicePort) -> &str {
    given(port.protocol.as_ref()).map_or(PROTOCOL, String::as_str)
}

fn node_port(port: &ServicePort) -> Option<i32> {
    port.node_port.filter(|number| *number != 0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::said;

    #[test]
    fn what_the_server_takes_is_taken() {
        for spec in [
            r#"{"ports": [{"port": 80, "targetPort": 0, "protocol": "", "nodePort": 0, "appProtocol": "kubernetes.io/h2c"}]}"#,
            r#"{"ports": [{"port": 80, "targetPort": "", "name": ""}]}"#,
            r#"{"ports": [{"port": 80, "name": "a"}, {"port": 80, "name": "b", "protocol": "UDP", "targetPort": "http"}]}"#,
            r#"{"type": "NodePort", "ports": [{"port": 1, "name": "a", "nodePort": 30000}, {"port": 1, "name": "b", "protocol": "UDP", "nodePort": 30000}]}"#,
            r#"{"clusterIP": "None"}"#,
            r#"{"clusterIPs": ["None"], "clusterIP": "None"}"#,
        ] {
            assert_eq!(said(spec), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (ports, expected) in [
            (r#"{"port": 0}"#, &["spec.ports[0].port"][..]),
            (r#"{"port": 65536, "targetPort": 65536}"#, &["spec.ports[0].port", "spec.ports[0].targetPort"]),
            (r#"{"port": 1, "targetPort": "80"}"#, &["spec.ports[0].targetPort"]),
            (r#"{"port": 1, "targetPort": "-http"}"#, &["spec.ports[0].targetPort"]),
            (r#"{"port": 1, "name": "a.b"}"#, &["spec.ports[0].name"]),
            (r#"{"port": 1, "protocol": "tcp"}"#, &["spec.ports[0].protocol"]),
            (r#"{"port": 1, "appProtocol": "a b"}"#, &["spec.ports[0].appProtocol"]),
            (r#"{"port": 1, "nodePort": 30000}"#, &["spec.ports[0].nodePort"]),
            (r#"{"port": 1, "name": "a"}, {"port": 2}"#, &["spec.ports[1].name"]),
            (r#"{"port": 1, "name": "a"}, {"port": 2, "name": "a"}"#, &["spec.ports[1].name"]),
            (r#"{"port": 1, "name": "a"}, {"port": 1, "name": "b"}"#, &["spec.ports[1]"]),
        ] {
            assert_eq!(said(&format!(r#"{{"ports": [{ports}]}}"#)), expected, "{ports}");
        }
        for second in [
            r#"{"port": 2, "name": "b", "nodePort": 30000}"#,
            r#"{"port": 2, "name": "b", "nodePort": 30000, "protocol": "UDP"}"#,
        ] {
            let spec = format!(
                r#"{{"type": "NodePort", "ports": [{{"port": 1, "name": "a", "nodePort": 30000}}, {second}]}}"#
            );
            assert_eq!(said(&spec), ["spec.ports[1].nodePort"], "{second}");
        }
    }
}
