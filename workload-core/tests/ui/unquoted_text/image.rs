use workload_core::Workload;
#[derive(Workload)]
#[workload(image = redis:7.4)]
struct App;

fn main() {}
