use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", sidecar(name = "proxy"))]
struct App;

fn main() {}
