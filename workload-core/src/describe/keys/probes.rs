//! `startup`, `ready`, `live`: how Kubernetes finds out about a container.

use super::on_container::on_container;
use crate::describe::parts::Probe;

on_container! {
    /// `startup(http = "/healthz", port = "http", failures = 30)`: until it succeeds, the other probes wait.
    #[doc(alias("startupProbe", "startup_probe"))]
    pub fn startup(&mut self, probe: Probe) {
        self.raw.startup_probe = Some(probe.into_raw());
        self.note("startupProbe")
    }

    /// `ready(http = "/healthz", port = "http")`: while it fails, Services pass the Pod by.
    #[doc(alias("readinessProbe", "readiness_probe", "readiness"))]
    pub fn ready(&mut self, probe: Probe) {
        self.raw.readiness_probe = Some(probe.into_raw());
        self.note("readinessProbe")
    }

    /// `live(tcp = "redis", period = 20)`: when it fails, the container is restarted.
    #[doc(alias("livenessProbe", "liveness_probe", "liveness"))]
    pub fn live(&mut self, probe: Probe) {
        self.raw.liveness_probe = Some(probe.into_raw());
        self.note("livenessProbe")
    }
}
