//! Addresses of workloads, for those that talk to them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::k8s::values::{Namespace, PortName};

/// Where a workload is reached: a DNS name of the cluster, and a port if it has one.
///
/// As the value of an environment variable it becomes what the app needs to find the other: the
/// namespace that a stack says for both, or the other's own, where it is another one. As text it
/// is what the workload itself knows.
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
/// assert_eq!(redis.pod_address(0).to_string(), "redis-0.redis-service:6379");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    host: String,
    namespace: Option<String>,
    whole: bool,
    domain: String,
    ports: Vec<(Option<String>, i32)>,
    port: Option<i32>,
}

impl Address {
    /// The address of the host called so, with these ports, of which the first is meant.
    pub(crate) fn new(host: String, namespace: Option<String>, ports: Vec<(Option<String>, i32)>) -> Self {
        let port = ports.first().map(|(_, number)| *number);
        Self { host, namespace, whole: false, domain: "cluster.local".to_owned(), ports, port }
    }

    /// The address of one of its Pods, which is written out where the namespace is known.
    pub(crate) fn of_pod(self, pod: &str) -> Self {
        Self { host: format!("{pod}.{}", self.host), whole: true, ..self }
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

    /// The same address in its short form, which is found within its own namespace: `redis-0.redis:6379` for a Pod of
    /// a set whose namespace is known. A reader in another namespace still gets the whole name.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.whole = false;
        self
    }

    /// The same address in another namespace without the cluster's domain: `redis.shop.svc:6379`.
    #[must_use]
    pub fn without_cluster_domain(mut self) -> Self {
        self.domain.clear();
        self.whole = true;
        self
    }

    /// The same address without its port, for a URL whose scheme says the port: `http://api/`.
    #[must_use]
    pub fn without_port(mut self) -> Self {
        self.port = None;
        self
    }

    /// The names of the Service's ports.
    #[cfg(feature = "import")]
    pub(crate) fn port_names(&self) -> impl Iterator<Item = Option<&str>> {
        self.ports.iter().map(|(name, _)| name.as_deref())
    }

    /// The same address as an app in the namespace `caller` needs it: one whose workload says no
    /// namespace is in that of the `stack` around both.
    pub(crate) fn seen_from(&self, caller: Option<&str>, stack: Option<&str>) -> Self {
        let namespace = self.namespace.as_deref().or(stack);
        let whole = self.whole || namespace.is_some() && namespace != caller;
        Self { namespace: namespace.map(ToOwned::to_owned), whole, ..self.clone() }
    }

    /// The DNS name, without the port; the short one, which is found within the namespace, as long
    /// as no namespace is known.
    #[must_use]
    pub fn host(&self) -> String {
        match &self.namespace {
            Some(namespace) if self.whole && self.domain.is_empty() => {
                format!("{}.{namespace}.svc", self.host)
            }
            Some(namespace) if self.whole => format!("{}.{namespace}.svc.{}", self.host, self.domain),
            // Within its own namespace, whichever that will be, the short name is found.
            _ => self.host.clone(),
        }
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

#[cfg(test)]
mod tests {
    use super::Address;

    fn text(address: &Address, caller: Option<&str>, stack: Option<&str>) -> String {
        address.seen_from(caller, stack).to_string()
    }

    #[test]
    fn an_address_is_as_long_as_its_reader_needs() {
        let here = Address::new("redis".to_owned(), None, vec![(None, 6379)]);
        assert_eq!(text(&here, None, None), "redis:6379");
        assert_eq!(text(&here, Some("shop"), Some("shop")), "redis:6379");
        assert_eq!(text(&here, Some("front"), Some("shop")), "redis.shop.svc.cluster.local:6379");
        let there = here.clone().in_namespace(&crate::k8s::values::Namespace::new("data"));
        assert_eq!(text(&there, Some("shop"), Some("shop")), "redis.data.svc.cluster.local:6379");
        let pod = here.of_pod("redis-0");
        assert_eq!(text(&pod, None, None), "redis-0.redis:6379");
        assert_eq!(text(&pod, Some("shop"), Some("shop")), "redis-0.redis.shop.svc.cluster.local:6379");
        assert_eq!(text(&pod.clone().short(), Some("shop"), Some("shop")), "redis-0.redis:6379");
        let whole = "redis-0.redis.shop.svc.cluster.local:6379";
        assert_eq!(text(&pod.clone().short(), Some("front"), Some("shop")), whole);
        let brief = pod.without_cluster_domain().without_port();
        assert_eq!(text(&brief, Some("front"), Some("shop")), "redis-0.redis.shop.svc");
    }
}
