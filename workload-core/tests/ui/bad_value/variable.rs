use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", env("1ST" = "x"))]
struct App;

fn main() {}
