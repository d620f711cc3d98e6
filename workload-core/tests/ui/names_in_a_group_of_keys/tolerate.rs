use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", tolerate("gpu" = "true"))]
struct App;

fn main() {}
