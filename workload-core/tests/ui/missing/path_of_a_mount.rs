use workload_core::{Scratch, Workload};

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(mount)]
    data: Scratch,
    #[workload(mount(read_only))]
    other: Scratch,
}

fn main() {}
