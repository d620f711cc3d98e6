//! What the rules over many objects know of a port.

use k8s_openapi::api::core::v1::{ContainerPort, ServicePort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::compact_texts::{CompactReader, CompactWriter};
use crate::k8s::defaults::values::PROTOCOL;

/// A port of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContainerPortRecord<'r> {
    pub(crate) name: Option<&'r str>,
    pub(crate) container_port: i32,
    protocol: Option<&'r str>,
}

/// A port of a Service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServicePortRecord {
    pub(crate) name: Option<Box<str>>,
    pub(crate) port: i32,
    pub(crate) target_port: Option<IntOrString>,
    protocol: Option<Box<str>>,
}

impl<'r> ContainerPortRecord<'r> {
    pub(super) fn of(port: &'r ContainerPort) -> Self {
        Self {
            name: port.name.as_deref(),
            container_port: port.container_port,
            protocol: unusual(port.protocol.as_deref()),
        }
    }

    pub(super) fn write(&self, all: &mut CompactWriter) {
        all.number(self.container_port.cast_unsigned() as usize);
        all.optional_text(self.name);
        all.optional_text(self.protocol);
    }

    pub(super) fn read(all: &mut CompactReader<'r>) -> Option<Self> {
        let container_port = u32::try_from(all.number()?).ok()?.cast_signed();
        Some(Self { container_port, name: all.optional_text()?, protocol: all.optional_text()? })
    }

    /// Its protocol: the default one when none is said.
    pub(crate) fn protocol(&self) -> &'r str {
        self.protocol.unwrap_or(PROTOCOL)
    }
}

impl ServicePortRecord {
    pub(super) fn of(port: &ServicePort) -> Self {
        Self {
            name: port.name.as_deref().map(Into::into),
            port: port.port,
            target_port: port.target_port.clone(),
            protocol: unusual(port.protocol.as_deref()).map(Into::into),
        }
    }

    /// Its protocol: the default one when none is said.
    pub(crate) fn protocol(&self) -> &str {
        self.protocol.as_deref().unwrap_or(PROTOCOL)
    }

    /// Whether it leads to a port of a container.
    pub(crate) fn leads_to(&self, to: &ContainerPortRecord<'_>) -> bool {
        self.protocol() == to.protocol()
            && match &self.target_port {
                Some(IntOrString::String(name)) => to.name == Some(name),
                Some(IntOrString::Int(number)) => to.container_port == *number,
                None => to.container_port == self.port,
            }
    }
}

/// A protocol that is not the default.
fn unusual(protocol: Option<&str>) -> Option<&str> {
    protocol.filter(|protocol| *protocol != PROTOCOL)
}
