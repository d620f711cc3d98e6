use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "api:v1", command = "redis-server --save")]
struct App;

fn main() {}
