use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1")]
struct App {
    #[workload(replicas = 3)]
    replicas: u32,
}

fn main() {}
