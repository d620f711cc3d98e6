use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", concurrency = Forbid)]
struct App;

fn main() {}
