use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", port(name = "http"))]
struct App;

fn main() {}
