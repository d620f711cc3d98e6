use workload_core::Workload;

#[derive(Workload)]
#[workload(image =)]
struct App;

fn main() {}
