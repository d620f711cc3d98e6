use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", entrypoint = ["app"], depends_on = "db", environment(A = "b"), expose = 80, user = 1000, networks = "front", healthcheck(http = "/up"))]
struct App;

fn main() {}
