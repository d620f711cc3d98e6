use workload_core::Workload;

#[derive(Workload)]
#[workload(stateful, image = "app:v1", recreate)]
struct App;

fn main() {}
