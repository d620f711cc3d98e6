use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", autoscale(max = 3, max = 4))]
struct App;

fn main() {}
