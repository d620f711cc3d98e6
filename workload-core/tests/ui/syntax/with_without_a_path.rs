use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1")]
struct App {
    #[workload(port, with = "port")]
    http: u16,
}

fn main() {}
