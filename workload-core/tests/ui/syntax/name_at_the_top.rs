use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", LOG = "info")]
struct App;

fn main() {}
