use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1")]
struct App {
    #[workload(replicas)]
    replicas: Vec<u32>,
}

fn main() {}
