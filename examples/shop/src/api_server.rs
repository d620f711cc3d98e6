//! The API server, which keeps nothing (article §3).

use workload_core::values::Image;
use workload_core::{Address, Workload};

/// Answers requests; any Pod can answer any of them.
#[derive(Debug, Workload)]
#[workload(
    stateless,
    rolling_update(max_surge = 1, max_unavailable = 1),
    ready(http = "/healthz", port = "http", period = 5),
    resources(requests(cpu = "100m", memory = "64Mi")),
    security(restricted)
)]
pub struct ApiServer {
    /// What runs; it differs from place to place.
    #[workload(image)]
    pub image: Image,
    /// How many Pods.
    #[workload(replicas)]
    pub replicas: u32,
    /// A port named "http", under 80 on the Service.
    #[workload(port, service = 80)]
    pub http: u16,
    /// Where Redis is: `REDIS_HOST`.
    #[workload(env)]
    pub redis_host: Address,
    /// Where the first Redis is: `REDIS_MASTER`.
    #[workload(env)]
    pub redis_master: Address,
}
