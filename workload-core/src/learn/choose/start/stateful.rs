//! Pods that keep their names and their data: `workload export production`.

use workload_core::{PerPod, Workload};

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(stateful, image = "redis:7.4", args = ["--appendonly", "yes"], ready(exec = ["redis-cli", "ping"]))]
pub struct App {
    /// How many Pods: app-0, app-1 and on.
    #[workload(replicas)]
    pub replicas: u32,
    /// A port named "redis", on the Pods and on their headless Service.
    #[workload(port)]
    pub redis: u16,
    /// A claim for each Pod, which finds its way back to it.
    #[workload(mount = "/data")]
    pub data: PerPod,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { replicas: 3, redis: 6379, data: PerPod::new("10Gi") }
}
