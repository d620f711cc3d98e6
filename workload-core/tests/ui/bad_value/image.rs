use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "Redis:7.4")]
struct App;

fn main() {}
