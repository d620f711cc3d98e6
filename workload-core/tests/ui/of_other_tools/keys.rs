use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", tag = "v2", gpu = 1, scale = 3, configmap = "settings", secrets = "keys", load_balancer, liveness(http = "/up"), readiness(http = "/up"))]
struct App;

fn main() {}
