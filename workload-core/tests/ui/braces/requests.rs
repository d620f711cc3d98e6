use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", resources(requests = { cpu = "1" }))]
struct App;

fn main() {}
