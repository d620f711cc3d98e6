use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful, image = "app:v1", service(type = LoadBalancer))]
struct App;

fn main() {}
