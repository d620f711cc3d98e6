use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", autoscale(min = 2))]
struct App;

fn main() {}
