use workload_core::Workload;

#[derive(Workload)]
#[workload(schedule = "0 3 * * *", concurrency = Forbids, image = "app:v1")]
struct App;

fn main() {}
