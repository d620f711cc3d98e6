use workload_core::Workload;

#[derive(Workload)]
#[workload(per_node, image = "app:v1", rolling_update(max_surge = 1, max_unavailable = 1))]
struct App;

fn main() {}
