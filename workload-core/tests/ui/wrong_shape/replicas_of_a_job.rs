use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1")]
struct App {
    #[workload(replicas)]
    replicas: u32,
}

fn main() {}
