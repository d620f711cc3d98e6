use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", labels(app.kubernetes.io/name = "x"))]
struct App;

fn main() {}
