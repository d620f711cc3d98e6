use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", restart = never, image_pull_policy = always)]
struct App;

fn main() {}
