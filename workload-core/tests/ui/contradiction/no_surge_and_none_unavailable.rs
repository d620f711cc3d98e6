use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", rolling_update(max_surge = 0, max_unavailable = 0))]
struct App;

fn main() {}
