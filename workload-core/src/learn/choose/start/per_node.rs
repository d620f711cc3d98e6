//! One Pod on every node: `workload export production`.

use workload_core::{HostPath, Workload};

/// What the app is for: this line becomes an annotation.
#[derive(Debug, Workload)]
#[workload(per_node, image = "fluent/fluent-bit:4.0.0", tolerate(control_plane))]
pub struct App {
    /// The node's logs, which the app only reads.
    #[workload(mount = "/var/log", read_only)]
    pub varlog: HostPath,
}

/// The app as it runs in production.
pub fn production() -> App {
    App { varlog: HostPath::new("/var/log") }
}
