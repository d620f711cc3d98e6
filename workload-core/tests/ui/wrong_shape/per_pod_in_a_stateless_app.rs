use workload_core::{PerPod, Workload};

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(mount = "/data")]
    data: PerPod,
}

fn main() {}
