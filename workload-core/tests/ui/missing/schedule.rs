use workload_core::Workload;

#[derive(Workload)]
#[workload(schedule, image = "app:v1")]
struct App;

fn main() {}
