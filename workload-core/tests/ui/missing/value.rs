use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", replicas)]
struct App;

fn main() {}
