use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", node_selector(disk-type = "ssd"))]
struct App;

fn main() {}
