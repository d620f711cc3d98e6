use workload_core::{Claim, Workload};

#[derive(Workload)]
#[workload(image = "app:v1", autoscale(max = 5, cpu = 80))]
struct App {
    #[workload(mount = "/data")]
    data: Claim,
}

fn main() {}
