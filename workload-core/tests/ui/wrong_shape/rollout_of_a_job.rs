use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", rolling_update(max_surge = 1))]
struct App;

fn main() {}
