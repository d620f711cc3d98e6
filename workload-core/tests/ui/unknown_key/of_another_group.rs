use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", timeout = 5, failures = 3, privileged)]
struct App;

fn main() {}
