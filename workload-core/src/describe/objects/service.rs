//! An app's own Service: whether it has one, and what it is.

use k8s_openapi::api::core::v1::Service;

use crate::describe::description::Description;
use crate::describe::parts::ServicePart;
use crate::describe::shape::{OwnService, Shape};

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
        let made = wanted && !self.service.existing && !self.service.absent;
        made.then(|| {
            let mut service = self.service_object(&self.service);
            self.identity.adopt(&mut service.metadata);
            let is_headless = S::SERVICE == OwnService::Headless && !self.service.balanced;
            if let Some(spec) = service.spec.as_mut().filter(|_| is_headless) {
                spec.cluster_ip = Some("None".to_owned());
            }
            service
        })
    }

    /// A Service in front of the app's Pods; one without a name has the app's.
    pub(crate) fn service_object(&self, service: &ServicePart) -> Service {
        let name = service.name.as_ref().map_or_else(|| self.identity.name.clone(), ToString::to_string);
        service.object(&name, &self.service_ports, self.identity.stable_labels())
    }
}
