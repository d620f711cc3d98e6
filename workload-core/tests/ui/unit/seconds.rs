use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", grace_period = 2m)]
struct App;

fn main() {}
