use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", pod_failure_policy(fail_job(exit_code = 42)))]
struct App;

fn main() {}
