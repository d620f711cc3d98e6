use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", restart = Always)]
struct App;

fn main() {}
