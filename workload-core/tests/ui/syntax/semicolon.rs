use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1"; replicas = 3)]
struct App;

fn main() {}
