use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", command("sh", "-c"), sidecar("envoy:v1"), port(80, 8080), ready("/up"), service("app"))]
struct App;

fn main() {}
