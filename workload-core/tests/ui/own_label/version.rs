use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1", labels("app.kubernetes.io/version" = "1.4"))]
struct App;

fn main() {}
