use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", replicas = 2..=5)]
struct App;

fn main() {}
