//! Addresses of workloads, for those that talk to them.

use std::fmt;

use crate::description::Description;
use crate::literal::{FieldName, FromField};
use crate::parts::{Env, EnvValue};
use crate::shape::Shape;
use crate::values::{Namespace, PortName};

/// Where a workload is reached: a DNS name of the cluster, and a port if it has one.
///
/// ```
/// # use workload_core::{Stateful, Workload};
/// #[derive(Workload)]
/// #[workload(stateful, image = "redis:7.4", service = "redis-service")]
/// struct Redis {
///     #[workload(port)]
///     redis: u16,
/// }
///
/// let redis = Redis { redis: 6379 };
/// assert_eq!(redis.address().to_string(), "redis-service:6379");
/// assert_eq!(redis.pod_address(0).to_string(), "redis-0.redis-service.default.svc.cluster.local:6379");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    host: String,
    namespace: Option<String>,
    whole: bool,
    domain: String,
    ports: Vec<(Option<String>, i32)>,
    port: Option<i32>,
}

impl Address {
    pub(crate) fn of_service<S: Shape>(description: &Description<S>) -> Self {
        let ports: Vec<_> =
            description.service_ports.iter().map(|port| (port.name.clone(), port.port)).collect();
        Self {
            host: description.service_name(),
            namespace: description.identity.namespace.clone(),
            whole: false,
            domain: "cluster.local".to_owned(),
            port: ports.first().map(|(_, number)| *number),
            ports,
        }
    }

    pub(crate) fn of_pod<S: Shape>(description: &Description<S>, ordinal: u32) -> Self {
        let service = Self::of_service(description);
        let host = format!("{}-{ordinal}.{}", description.identity.name, service.host);
        Self { host, whole: true, ..service }
    }

    /// The same address at the port called `name`; `None` when the workload has no such port.
    #[must_use]
    pub fn at_port(mut self, name: &PortName) -> Option<Self> {
        let port = self.ports.iter().find(|(known, _)| known.as_deref() == Some(name.as_str()))?;
        self.port = Some(port.1);
        Some(self)
    }

    /// The same address as seen from other namespaces.
    #[must_use]
    pub fn in_namespace(mut self, namespace: &Namespace) -> Self {
        self.namespace = Some(namespace.to_string());
        self.whole = true;
        self
    }

    /// The same address in a cluster with another domain than `cluster.local`.
    #[must_use]
    pub fn cluster_domain(mut self, domain: impl Into<String>) -> Self {
        self.domain = domain.into();
        self.whole = true;
        self
    }

    /// The DNS name, without the port.
    #[must_use]
    pub fn host(&self) -> String {
        if !self.whole {
            return self.host.clone();
        }
        let namespace = self.namespace.as_deref().unwrap_or("default");
        format!("{}.{namespace}.svc.{}", self.host, self.domain)
    }

    /// The port, if there is one.
    #[must_use]
    pub fn port(&self) -> Option<i32> {
        self.port
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host())?;
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

impl From<Address> for EnvValue {
    fn from(address: Address) -> Self {
        Self::Text(address.to_string().into())
    }
}

impl FromField<Address> for Env {
    fn from_field(name: &FieldName, address: &Address) -> Option<Self> {
        Self::from_field(name, &address.to_string())
    }
}
