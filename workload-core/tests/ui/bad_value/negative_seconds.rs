use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", grace_period = -1)]
struct App;

fn main() {}
