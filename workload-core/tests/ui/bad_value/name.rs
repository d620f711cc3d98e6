use workload_core::Workload;

#[derive(Workload)]
#[workload(name = "Redis_1", image = "app:v1")]
struct App;

fn main() {}
