use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", anti_affinity(host, weight = 101))]
struct App;

fn main() {}
