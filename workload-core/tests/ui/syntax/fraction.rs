use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", resources(requests(cpu = 0.5)), replicas = 1..3)]
struct App;

fn main() {}
