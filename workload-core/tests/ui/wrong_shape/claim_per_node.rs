use workload_core::{Claim, Workload};

#[derive(Workload)]
#[workload(per_node, image = "app:v1")]
struct App {
    #[workload(mount = "/data")]
    data: Claim,
}

fn main() {}
