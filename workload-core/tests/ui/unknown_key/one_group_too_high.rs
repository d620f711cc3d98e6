use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", resources(cpu = "1"), ready(path = "/healthz", http = "/", port = 80), port(http = 8080, number = 80))]
struct App;

fn main() {}
