use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", backoff_limit = 3)]
struct App;

fn main() {}
