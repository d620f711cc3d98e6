//! Addresses of workloads, for those that talk to them.

use crate::describe::description::Description;
use crate::describe::parts::Address;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// Where the app's own Service is reached.
    pub(crate) fn address(&self) -> Address {
        let ports = self.service_ports.iter().map(|port| (port.name.clone(), port.port)).collect();
        Address::new(self.service_name(), self.identity.namespace.clone(), ports)
    }

    /// Where one Pod is reached, by its number.
    pub(crate) fn pod_address(&self, ordinal: u32) -> Address {
        self.address().of_pod(&format!("{}-{ordinal}", self.identity.name))
    }

    /// Writes the addresses in the environment as the app needs them, now that its namespace and
    /// that of the `stack` around it are known.
    pub(crate) fn settle_addresses(&mut self, stack: Option<&str>) {
        let own = self.identity.namespace.clone();
        let containers = [&mut self.main].into_iter().chain(&mut self.beside).chain(&mut self.inits);
        for container in containers {
            let vars = container.raw.env.as_deref_mut().unwrap_or_default();
            for (at, address) in &container.addresses {
                vars[*at].value = Some(address.seen_from(own.as_deref(), stack).to_string());
            }
        }
    }
}
