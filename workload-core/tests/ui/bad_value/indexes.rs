use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", completions = 9, indexed, success_policy(rule(indexes = "5-2")))]
struct App;

fn main() {}
