use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, image = "app:v1", restart = Never, pod_failure_policy(fail_job(exit_code = 42, exit_code = 0)))]
struct App;

fn main() {}
