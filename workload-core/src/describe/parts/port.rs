//! A port that a container listens on, and that a Service may pass on.

use std::num::NonZeroU16;

use k8s_openapi::api::core::v1::{ContainerPort, ServicePort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use serde::{Deserialize, Serialize};

use crate::k8s::literal::{FieldName, Leaf, ToPart, find, group_forms, word_forms};
use crate::k8s::values::{Name, PortName, PortNumber};
use crate::syntax::text::Message;

word_forms! {
    /// The protocol of a port.
    Protocol: "a protocol" {
        /// Transmission Control Protocol, Kubernetes' default.
        Tcp = "TCP",
        /// User Datagram Protocol.
        Udp = "UDP",
        /// Stream Control Transmission Protocol.
        Sctp = "SCTP",
    }
}

/// A port: `#[workload(port)] http: u16`, or `port(name = "http", number = 8080)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Port {
    name: Option<String>,
    number: u16,
    service: Option<u16>,
    protocol: Option<Protocol>,
    app_protocol: Option<String>,
    host: Option<u16>,
    node: Option<u16>,
    host_ip: Option<std::borrow::Cow<'static, str>>,
    service_name: Option<String>,
    unnamed_service: bool,
    pub(crate) internal: bool,
    named_by_field: bool,
}

impl Port {
    /// A port without a name or a number yet.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            name: None,
            number: 0,
            service: None,
            protocol: None,
            app_protocol: None,
            host: None,
            node: None,
            host_ip: None,
            service_name: None,
            unnamed_service: false,
            internal: false,
            named_by_field: false,
        }
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "number").is_none() {
            return Err(Message::of("a port has a number: add `number = 8080`"));
        }
        Ok(())
    }

    /// A port called `name` with number `number`.
    #[must_use]
    pub fn named(name: PortName, number: PortNumber) -> Self {
        let mut port = Self::new();
        port.name(name).number(number);
        port
    }

    /// The port's name, by which Services and probes may refer to it.
    pub fn name(&mut self, name: PortName) -> &mut Self {
        self.name = Some(name.into());
        self
    }

    /// The number the container listens on.
    #[doc(alias("containerPort", "container_port"))]
    pub fn number(&mut self, number: PortNumber) -> &mut Self {
        self.number = number.get();
        self
    }

    /// The number under which the Service offers it; the container's own number if not said.
    #[doc(alias("servicePort", "service_port"))]
    pub fn service(&mut self, number: PortNumber) -> &mut Self {
        self.service = Some(number.get());
        self
    }

    /// The protocol; TCP if not said.
    pub fn protocol(&mut self, protocol: Protocol) -> &mut Self {
        self.protocol = Some(protocol);
        self
    }

    /// What is spoken on the port, as a hint for proxies and load balancers: `kubernetes.io/h2c`.
    pub fn app_protocol(&mut self, protocol: std::borrow::Cow<'static, str>) -> &mut Self {
        self.app_protocol = Some(protocol.into_owned());
        self
    }

    /// The port of the node that is bound to it.
    #[doc(alias("hostPort", "host_port"))]
    pub fn host(&mut self, number: PortNumber) -> &mut Self {
        self.host = Some(number.get());
        self
    }

    /// The port on every node under which a `NodePort` Service offers it.
    #[doc(alias("nodePort", "node_port"))]
    pub fn node(&mut self, number: PortNumber) -> &mut Self {
        self.node = Some(number.get());
        self
    }

    /// The address of the node that the port of the node is bound to.
    pub fn host_ip(&mut self, address: std::borrow::Cow<'static, str>) -> &mut Self {
        self.host_ip = Some(address);
        self
    }

    /// Takes the port's name away, as field or key gave it.
    pub fn unnamed(&mut self, on: bool) -> &mut Self {
        if on {
            self.name = None;
        }
        self
    }

    /// The port's name on the Service, where it is another one.
    pub fn service_name(&mut self, name: Name) -> &mut Self {
        self.service_name = Some(name.into());
        self
    }

    /// Leaves the name out on the Service, which may have only this port then.
    pub fn unnamed_service(&mut self, on: bool) -> &mut Self {
        self.unnamed_service = on;
        self
    }

    /// Leaves the port out of the app's Service.
    pub fn internal(&mut self, internal: bool) -> &mut Self {
        self.internal = internal;
        self
    }

    /// The port as one of several that a field gives.
    fn numbered(mut self, at: usize) -> Self {
        if let Some(name) = self.name.as_mut().filter(|_| self.named_by_field) {
            *name = format!("{name}-{at}");
        }
        self
    }

    /// The port as the container declares it.
    pub(crate) fn on_container(&self) -> ContainerPort {
        ContainerPort {
            name: self.name.clone(),
            container_port: self.number.into(),
            host_port: self.host.map(Into::into),
            protocol: self.protocol.map(Into::into),
            host_ip: self.host_ip.as_ref().map(ToString::to_string),
        }
    }

    /// The port as the Service offers it.
    pub(crate) fn on_service(&self) -> ServicePort {
        let service = self.service.unwrap_or(self.number);
        let target = match &self.name {
            Some(name) => Some(IntOrString::String(name.clone())),
            None if service != self.number => Some(IntOrString::Int(self.number.into())),
            None => None,
        };
        ServicePort {
            name: if self.unnamed_service { None } else { self.service_name.clone().or(self.name.clone()) },
            port: service.into(),
            target_port: target,
            protocol: self.protocol.map(Into::into),
            app_protocol: self.app_protocol.clone(),
            node_port: self.node.map(Into::into),
        }
    }
}

const fn with_number(number: i128) -> Port {
    let mut port = Port::new();
    port.number = PortNumber::from_number(number).get();
    port
}

group_forms!(Port: "a number, or `port(name = \"http\", number = 8080)`", int => with_number, check => Port::check, beside [PortName => Self::name], repeats, numbered => Port::numbered);

#[diagnostic::do_not_recommend]
impl ToPart<Port> for u16 {
    fn to_part(&self, name: &FieldName) -> Option<Port> {
        let mut port = Port { number: *self, ..Port::new() };
        port.name = Some(name.kebab());
        port.named_by_field = true;
        Some(port)
    }
}

#[diagnostic::do_not_recommend]
impl ToPart<Port> for PortNumber {
    fn to_part(&self, name: &FieldName) -> Option<Port> {
        self.get().to_part(name)
    }
}

#[diagnostic::do_not_recommend]
impl ToPart<Port> for NonZeroU16 {
    fn to_part(&self, name: &FieldName) -> Option<Port> {
        self.get().to_part(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(port: &Port) -> Option<IntOrString> {
        port.on_service().target_port
    }

    #[test]
    fn a_service_finds_the_port_by_name_or_by_number() {
        let mut port = Port::new();
        port.number(PortNumber::new(8080));
        assert_eq!(target(&port), None);
        port.service(PortNumber::new(80));
        assert_eq!(target(&port), Some(IntOrString::Int(8080)));
        port.name(PortName::new("http"));
        assert_eq!(target(&port), Some(IntOrString::String("http".to_owned())));
        assert_eq!((port.on_service().port, port.on_container().container_port), (80, 8080));
    }
}
