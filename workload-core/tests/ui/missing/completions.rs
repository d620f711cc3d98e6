use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", indexed)]
struct App;

fn main() {}
