use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", extra_service(type = NodePort))]
struct App;

fn main() {}
