//! `port`: what a container listens on; `service`: how the app is reached.

use crate::describe::description::{Anchor, Container, Description};
use crate::describe::parts::{ExtraService, Port, ServicePart};
use crate::describe::shape::Shape;

impl Container {
    /// `port(name = "http", number = 8080)`: a port the container listens on.
    #[track_caller]
    pub fn port(&mut self, port: Port) -> &mut Self {
        let ports = self.raw.ports.get_or_insert_default();
        let path = format!("ports[{}]", ports.len());
        ports.push(port.on_container());
        self.note(&path)
    }
}

impl<S: Shape> Description<S> {
    /// `#[workload(port)] http: u16`, `port(name = "http", number = 8080)`: a port of the app,
    /// on its main container and, unless `internal`, on its Service.
    #[track_caller]
    pub fn port(&mut self, port: Port) -> &mut Self {
        if !port.internal {
            let path = format!("spec.ports[{}]", self.service_ports.len());
            self.service_ports.push(port.on_service());
            self.note(Anchor::Service, &path);
        }
        self.main.port(port);
        self
    }

    /// `service = "redis-service"`, `service(type = LoadBalancer)`: the app's own Service.
    #[track_caller]
    pub fn service(&mut self, service: ServicePart) -> &mut Self {
        self.service = service;
        self.service_asked = true;
        self.note(Anchor::Service, "")
    }

    /// `extra_service(name = "redis-read", type = LoadBalancer)`: a Service beside the app's own.
    #[track_caller]
    pub fn extra_service(&mut self, service: ExtraService) -> &mut Self {
        let name = service.name.as_ref().map(ToString::to_string).unwrap_or_default();
        self.extra_services.push(service.0);
        self.note(Anchor::Companion("Service", name), "")
    }
}
