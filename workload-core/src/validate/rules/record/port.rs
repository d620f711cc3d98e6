//! What the rules over many objects know of a port.

use k8s_openapi::api::core::v1::{ContainerPort, ServicePort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::PROTOCOL;

/// A port of a container.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ContainerPortRecord {
    pub(crate) name: Option<Box<str>>,
    pub(crate) container_port: i32,
    protocol: Option<Box<str>>,
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServicePortRecord {
    pub(crate) name: Option<Box<str>>,
    pub(crate) port: i32,
    pub(crate) target_port: Option<IntOrString>,
    protocol: Option<Box<str>>,
}

impl ContainerPortRecord {
    pub(super) fn of(port: &ContainerPort) -> Self {
        Self {
            name: port.name.as_deref().map(Into::into),
            container_port: port.container_port,
            protocol: unusual(port.protocol.as_deref()),
        }
    }

    /// Its protocol: the default one when none is said.
    pub(crate) fn protocol(&self) -> &str {
        self.protocol.as_deref().unwrap_or(PROTOCOL)
    }
}

impl ServicePortRecord {
    pub(super) fn of(port: &ServicePort) -> Self {
        Self {
            name: port.name.as_deref().map(Into::into),
            port: port.port,
            target_port: port.target_port.clone(),
            protocol: unusual(port.protocol.as_deref()),
        }
    }

    /// Its protocol: the default one when none is said.
    pub(crate) fn protocol(&self) -> &str {
        self.protocol.as_deref().unwrap_or(PROTOCOL)
    }

    /// Whether it leads to a port of a container.
    pub(crate) fn leads_to(&self, to: &ContainerPortRecord) -> bool {
        self.protocol() == to.protocol()
            && match &self.target_port {
                Some(IntOrString::String(name)) => to.name.as_deref() == Some(name),
                Some(IntOrString::Int(number)) => to.container_port == *number,
                None => to.container_port == self.port,
            }
    }
}

/// A protocol that is not the default.
fn unusual(protocol: Option<&str>) -> Option<Box<str>> {
    protocol.filter(|protocol| *protocol != PROTOCOL).map(Into::into)
}
