use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful, per_node, image = "app:v1")]
struct App;

fn main() {}
