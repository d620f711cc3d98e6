use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1", replicas = async { 3 })]
struct App;

fn main() {}
