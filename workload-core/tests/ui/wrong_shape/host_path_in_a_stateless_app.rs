use workload_core::{HostPath, Workload};

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(mount = "/var/log")]
    logs: HostPath,
}

fn main() {}
