//! Addresses of workloads, for those that talk to them.

use crate::describe::description::Description;
use crate::describe::parts::Address;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// Where the app's own Service is reached.
    pub(crate) fn address(&self) -> Address {
        let offered = self.service_object(&self.service).spec.and_then(|spec| spec.ports).unwrap_or_default();
        let ports = offered.into_iter().map(|port| (port.name, port.port)).collect();
        Address::new(self.service_name(), self.identity.namespace.clone(), ports)
    }

    /// Where one Pod is reached, by its number.
    pub(crate) fn pod_address(&self, ordinal: u32) -> Address {
        self.address().of_pod(&format!("{}-{ordinal}", self.identity.name))
    }

    /// Writes the addresses in variables, arguments and files as the app needs them, now that its
    /// namespace and that of the `stack` around it are known.
    pub(crate) fn settle_addresses(&mut self, stack: Option<&str>) {
        let own = self.identity.namespace.clone();
        for container in [&mut self.main].into_iter().chain(&mut self.beside).chain(&mut self.inits) {
            container.settle_addresses(own.as_deref(), stack);
        }
        for data in &mut self.data {
            data.settle_addresses(own.as_deref(), stack);
        }
        for (_, source) in &mut self.volumes {
            if let Some(files) = &mut source.files {
                files.settle(own.as_deref(), stack);
            }
        }
    }
}
