use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", sidecar(name = "proxy", image = "envoy:v1", imag = "x"))]
struct App;

fn main() {}
