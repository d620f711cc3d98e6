use workload_core::Workload;
#[derive(Workload)]
#[workload(Stateful, image = "app:v1", )]
struct App;

fn main() {}
