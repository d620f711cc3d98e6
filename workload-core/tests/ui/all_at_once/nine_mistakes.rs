use workload_core::{HostPath, Workload};

#[derive(Workload)]
#[workload(per_node, image = "Redis", replicas = 3, replica = 3, service = "1-x", env("1" = "x"), tolerate(effect = NoSchedule))]
struct App {
    #[workload(mount = "data")]
    data: HostPath,
    #[workload(port)]
    http: String,
}

fn main() {}
