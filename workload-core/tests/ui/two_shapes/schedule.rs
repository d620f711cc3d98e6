use workload_core::Workload;

#[derive(Workload)]
#[workload(run_once, schedule = "0 3 * * *", image = "app:v1")]
struct App;

fn main() {}
