use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", image = "app:v2")]
struct App;

fn main() {}
