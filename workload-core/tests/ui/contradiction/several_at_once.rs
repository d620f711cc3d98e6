use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", indexed, pod_failure_policy(ignore(condition = "DisruptionTarget")), max_failed_indexes = 2)]
struct App;

fn main() {}
