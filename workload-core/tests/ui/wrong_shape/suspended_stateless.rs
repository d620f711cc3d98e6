use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", suspend)]
struct App;

fn main() {}
