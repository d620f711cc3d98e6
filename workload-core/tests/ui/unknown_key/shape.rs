use workload_core::Workload;
#[derive(Workload)]
#[workload(shape = stateful, image = "app:v1", )]
struct App;

fn main() {}
