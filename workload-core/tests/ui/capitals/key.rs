use workload_core::Workload;
#[derive(Workload)]
#[workload(Image = "app:v1", Replicas = 2)]
struct App;

fn main() {}
