use workload_core::{Claim, Workload};

#[derive(Workload)]
#[workload(image = "app:v1", replicas = 3)]
struct App {
    #[workload(mount = "/data")]
    data: Claim,
}

fn main() {}
