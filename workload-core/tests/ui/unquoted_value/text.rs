use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", namespace = shop, command = redis, env(LOG = info), ready(http = healthz, port = 80))]
struct App;

fn main() {}
