use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1")]
struct App {
    #[workload(port)]
    http: u16,
    replicas: u32,
}

fn main() {}
