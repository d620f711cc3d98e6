use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", )]
struct App {
    #[workload(image, replicas)]
    field: u32,
}

fn main() {}
