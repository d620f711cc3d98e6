use workload_core::Workload;

#[derive(Workload)]
#[workload(schedule = "0 25 * * *", image = "app:v1")]
struct App;

fn main() {}
