use workload_core::Workload;

#[derive(Workload)]
#[workload(schedule = "every day", image = "app:v1")]
struct App;

fn main() {}
