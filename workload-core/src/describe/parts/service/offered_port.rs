//! A port that a Service offers by itself, whatever ports the app has.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::ServicePort;
use serde::{Deserialize, Serialize};

use crate::describe::parts::port::Protocol;
use crate::k8s::literal::{Leaf, find, group_forms};
use crate::k8s::values::{Name, PortNumber, PortRef};
use crate::syntax::text::Message;

/// A port of a Service: `service(port(name = "http", number = 80, target = 8080))`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct OfferedPort {
    raw: ServicePort,
}

impl OfferedPort {
    /// A port without a number yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The port's name on the Service.
    pub fn name(&mut self, name: Name) -> &mut Self {
        self.raw.name = Some(name.into());
        self
    }

    /// The number under which the Service offers it.
    pub fn number(&mut self, number: PortNumber) -> &mut Self {
        self.raw.port = number.get().into();
        self
    }

    /// The port of the Pods, by name or number; the same number unless said.
    #[doc(alias("targetPort", "target_port"))]
    pub fn target(&mut self, port: PortRef) -> &mut Self {
        self.raw.target_port = Some(port.into());
        self
    }

    /// The protocol; TCP unless said.
    pub fn protocol(&mut self, protocol: Protocol) -> &mut Self {
        self.raw.protocol = Some(protocol.into());
        self
    }

    /// What is spoken on the port, as a hint for proxies and load balancers: `kubernetes.io/h2c`.
    pub fn app_protocol(&mut self, protocol: Cow<'static, str>) -> &mut Self {
        self.raw.app_protocol = Some(protocol.into_owned());
        self
    }

    /// The port on every node under which a `NodePort` Service offers it.
    #[doc(alias("nodePort", "node_port"))]
    pub fn node(&mut self, number: PortNumber) -> &mut Self {
        self.raw.node_port = Some(number.get().into());
        self
    }

    pub(super) fn into_raw(self) -> ServicePort {
        self.raw
    }

    const fn check(keys: &[Leaf]) -> Result<(), Message> {
        if find(keys, "number").is_none() {
            return Err(Message::of("a port of a Service has a number: add `number = 80`"));
        }
        Ok(())
    }
}

group_forms!(OfferedPort: "`port(name = \"http\", number = 80, target = 8080)`", check => OfferedPort::check, repeats);
