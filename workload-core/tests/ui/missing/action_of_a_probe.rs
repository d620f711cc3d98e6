use workload_core::Workload;

#[derive(Workload)]
#[workload(image = "app:v1", ready(period = 5))]
struct App;

fn main() {}
