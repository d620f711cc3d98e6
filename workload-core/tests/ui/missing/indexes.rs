use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", success_policy(rule(indexes = "0")), backoff_limit_per_index = 1)]
struct App;

fn main() {}
