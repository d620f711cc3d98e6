//! Redis, which keeps its data (article §4, §7.2).

use workload_core::{PerPod, Workload};

/// A cache that keeps its data.
#[derive(Debug, Workload)]
#[workload(
    stateful,
    image = "redis:7.4",
    service = "redis-service",
    args = ["--appendonly", "yes"],
    ready(exec = ["redis-cli", "ping"]),
    resources(requests(cpu = "100m", memory = "128Mi"), limits(memory = "256Mi"))
)]
pub struct Redis {
    /// How many Pods: redis-0 and on.
    #[workload(replicas)]
    pub replicas: u32,
    /// A port named "redis".
    #[workload(port)]
    pub redis: u16,
    /// data-redis-0, data-redis-1, …
    #[workload(mount = "/data")]
    pub data: PerPod,
}
