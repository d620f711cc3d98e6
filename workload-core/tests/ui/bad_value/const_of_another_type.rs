use workload_core::Workload;

const COUNT: f64 = 3.0;

#[derive(Workload)]
#[workload(image = "api:v1", replicas = COUNT)]
struct App;

fn main() {}
