use workload_core::Workload;

#[derive(Workload)]
#[workload(image = redis, ready(http = "/up", port = http))]
struct App;

fn main() {}
