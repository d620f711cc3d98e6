use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", replicas = 2)]
struct App {
    #[workload(replicas)]
    replicas: u32,
}

fn main() {}
