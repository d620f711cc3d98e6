//! One Pod with one claim, which may start anywhere: `workload export production`.

use workload_core::{Claim, Workload};

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(
    stateless,
    image = "grafana/grafana:12.0.0",
    recreate, // the old Pod lets go of the claim before the new one takes it
    pod_security(fs_group = 472), // grafana's group, which may then write to the claim
    ready(http = "/api/health", port = "http")
)]
pub struct App {
    /// One: a claim that one node may hold is for one Pod.
    #[workload(replicas)]
    pub replicas: u32,
    /// A port named "http", on the Pod and on its Service.
    #[workload(port)]
    pub http: u16,
    /// A claim that outlives the Pod.
    #[workload(mount = "/var/lib/grafana")]
    pub data: Claim,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { replicas: 1, http: 3000, data: Claim::new("10Gi") }
}
