use workload_core::Workload;
#[derive(Workload)]
#[workload(image = "app:v1", resources(limits(cpu = 500m)))]
struct App;

fn main() {}
