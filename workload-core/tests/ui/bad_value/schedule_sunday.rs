use workload_core::Workload;

#[derive(Workload)]
#[workload(schedule = "0 0 * * 7", image = "app:v1")]
struct App;

fn main() {}
