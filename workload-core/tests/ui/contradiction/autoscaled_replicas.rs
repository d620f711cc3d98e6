use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", replicas = 2, autoscale(max = 5, cpu = 80))]
struct App;

fn main() {}
