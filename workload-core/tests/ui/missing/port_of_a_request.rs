use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", ready(http = "/healthz"))]
struct App;

fn main() {}
