//! Keys that stand in a group, and Kubernetes' other names for one.

use workload_core::{PerPod, Workload};

#[derive(Workload)]
#[workload(
    stateful,
    image = "redis:7.4",
    run_as_user = 1000,
    budget(min_available = 1),
    hpa(max = 3),
    ports = "http",
    max_surge = 1
)]
struct Redis {
    #[workload(mount = "/data", size = "1Gi")]
    data: PerPod,
}

fn main() {}
