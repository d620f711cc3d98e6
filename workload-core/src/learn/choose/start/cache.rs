//! A cache that may be lost: `workload export production`.

use workload_core::{Scratch, Workload};

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(stateless, image = "varnish:7.7", ready(tcp = "http"))]
pub struct App {
    /// How many Pods, each with a cache of its own.
    #[workload(replicas)]
    pub replicas: u32,
    /// A port named "http", on the Pods and on their Service.
    #[workload(port)]
    pub http: u16,
    /// Gone with the Pod.
    #[workload(mount = "/var/lib/varnish")]
    pub cache: Scratch,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { replicas: 2, http: 80, cache: Scratch::sized("1Gi") }
}
