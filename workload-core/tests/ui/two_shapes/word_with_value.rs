use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful = true, image = "app:v1")]
struct App;

fn main() {}
