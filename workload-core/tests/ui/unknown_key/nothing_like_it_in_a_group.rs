use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", ready(http = "/up", port = 80, retries = 3), security(run_as = 1000), spread(topology = "zone", zone))]
struct App;

fn main() {}
