//! `port`: what a container listens on; `service`: how the app is reached.

use crate::describe::description::{Anchor, Container, Description};
use crate::describe::parts::{ExtraService, Port, ServicePart};
use crate::describe::shape::Shape;

impl Container {
    /// `port(name = "http", number = 8080)`: a port the container listens on.
    #[doc(alias("ports"))]
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
    #[doc(alias("ports"))]
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
    #[doc(alias("services"))]
    #[track_caller]
    pub fn extra_service(&mut self, service: ExtraService) -> &mut Self {
        let name = service.name.as_ref().map(ToString::to_string).unwrap_or_default();
        self.extra_services.push(service.0);
        self.note(Anchor::Companion("Service", name), "")
    }
}

#[cfg(test)]
mod tests {
    use crate::describe::description::Description;
    use crate::describe::parts::Port;
    use crate::describe::shape::Stateless;
    use crate::k8s::values::{Name, PortName, PortNumber};

    #[test]
    fn an_internal_port_is_the_containers_only() {
        let mut api = Description::<Stateless>::new(Name::new("api"));
        let mut metrics = Port::named(PortName::new("metrics"), PortNumber::new(9090));
        metrics.internal(true);
        api.port(Port::named(PortName::new("http"), PortNumber::new(8080))).port(metrics);
        assert_eq!(api.main.raw.ports.map(|ports| ports.len()), Some(2));
        assert_eq!(api.service_ports.iter().map(|port| port.port).collect::<Vec<_>>(), [8080]);
    }
}
