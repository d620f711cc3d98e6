use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful, image = "app:v1", rolling_update(max_surge = 1))]
struct App;

fn main() {}
