use workload_core::Workload;

#[derive(Workload)]
#[workload(image = 7)]
struct App;

fn main() {}
