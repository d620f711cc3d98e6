use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1", count = 3)]
struct App;

fn main() {}
