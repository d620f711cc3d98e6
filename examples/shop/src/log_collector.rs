//! The log collector, one on each node (article §5).

use workload_core::{HostPath, Workload};

/// Ships /var/log from every node.
#[derive(Debug, Workload)]
#[workload(per_node, image = "log-collector:v1.0", tolerate(control_plane))]
pub struct LogCollector {
    /// The node's logs.
    #[workload(mount = "/var/log", read_only)]
    pub varlog: HostPath,
}
