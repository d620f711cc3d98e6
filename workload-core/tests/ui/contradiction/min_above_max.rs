use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", autoscale(min = 5, max = 2, cpu = 80))]
struct App;

fn main() {}
