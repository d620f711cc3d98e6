//! An app's own Service: whether it has one, and what it is.

use k8s_openapi::api::core::v1::Service;

use crate::description::Description;
use crate::shape::{OwnService, Shape};

impl<S: Shape> Description<S> {
    /// The name of the app's own Service: the app's, unless given.
    pub(crate) fn service_name(&self) -> String {
        match &self.service.name {
            Some(name) => name.to_string(),
            None => self.identity.name.clone(),
        }
    }

    /// The app's own Service, if its shape and its keys give it one.
    pub(crate) fn own_service(&self) -> Option<Service> {
        let wanted = match S::SERVICE {
            OwnService::Headless => true,
            OwnService::WithPorts => self.service_asked || !self.service_ports.is_empty(),
            OwnService::WhenAsked => self.service_asked,
        };
        wanted.then(|| self.service_object())
    }

    fn service_object(&self) -> Service {
        let mut spec = self.service.raw.clone().unwrap_or_default();
        spec.selector = Some(self.identity.stable_labels());
        if !self.service_ports.is_empty() {
            spec.ports = Some(self.service_ports.clone());
        }
        if S::SERVICE == OwnService::Headless {
            spec.cluster_ip = Some("None".to_owned());
        }
        let metadata = self.identity.meta_of(&self.service_name(), &self.service.annotations);
        Service { metadata, spec: Some(spec), ..Service::default() }
    }
}
