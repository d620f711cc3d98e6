use workload_core::Workload;

#[derive(Workload)]
#[workload(stateless)]
struct App;

fn main() {}
