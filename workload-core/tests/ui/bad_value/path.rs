use workload_core::{Scratch, Workload};

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(mount = "data")]
    data: Scratch,
}

fn main() {}
