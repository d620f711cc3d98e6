//! An app that keeps nothing: `workload export production`.

use workload_core::Workload;

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(stateless, image = "nginx:1.29", ready(http = "/", port = "http"))]
pub struct App {
    /// How many Pods.
    #[workload(replicas)]
    pub replicas: u32,
    /// A port named "http", on the Pods and on their Service.
    #[workload(port)]
    pub http: u16,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { replicas: 2, http: 80 }
}
